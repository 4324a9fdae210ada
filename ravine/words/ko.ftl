### Every word a visitor can read; long because a language is checked and translated as one file.

## 페이지

app-title = Ravine
app-tagline = 여러 옵티마이저가 손실 곡면을 내려가는 경주를 지켜보세요. 학습률을 끌면 경로가 바로 휘어져요.
language = 언어
surface = 손실 곡면
gallery-title = 곡면 고르기
gallery-find = 이름이나 종류로 찾기
gallery-found = { $count ->
    [0] 그런 이름의 곡면이 없어요.
   *[other] 곡면 { $count }개
}
gallery-chosen = 선택됨
gallery-close = 닫기
surface-help = 내려갈 곡면이에요. 두 가중치에 대한 손실이죠. 다른 곡면을 고르면 출발점, 스텝 수, 학습률이 그 곡면에 맞게 바뀌어요.
optimizers = 옵티마이저
optimizers-help = 경주에 나갈 옵티마이저예요. 학습률은 그림 아래 표에서 바꾸고, 같은 옵티마이저를 하나 더 넣으려면 그 줄의 메뉴에서 복사해요.
steps = 스텝 수
steps-help = 각 옵티마이저가 가중치를 갱신하는 횟수예요. 1부터 10,000까지 정할 수 있어요.
start-on = 출발점 { $axis }
typed-exactly = { $name }, 정확한 값
start-help = 등고선 지도를 누르거나 지도 위의 고리를 끌어도 정할 수 있어요.
reset-all = 처음부터
reset-all-help = 모든 설정을 기본값으로 돌리고 첫 경주로 돌아가요.
reset-one = { $value }(으)로 되돌리기
no-optimizers = 경주를 보려면 옵티마이저를 하나 이상 고르세요.
warming = 곡면과 옵티마이저를 컴파일하고 있어요. 서버를 켠 뒤 한 번만 하고 몇 초 걸려요.
rules = 한 스텝의 계산
reference = 출처: { $reference }
notices = 이 링크에 대해
notices-several = 링크에 적힌 그대로 쓸 수 없는 것이 있어서 이렇게 바꿨어요: { $list }.
notice-used = ‘{ $field } = { $given }’ 대신 { $used }
notice-left-out = ‘{ $field } = { $given }’ 제외
notices-more = 이 밖에 { $count }개
suggested = 학습률을 { $surface }에 맞췄어요. 출발점과 최소점에서 안정적인 한계의 절반을 넘지 않고, 보폭이 기울기에 비례하지 않는 옵티마이저는 그림 대각선의 100분의 1을 넘지 않아요.
more-optimizers = 더 많은 옵티마이저
more-placeholder = { $count }개 더 있어요
settings-of = 설정할 옵티마이저
schedule = 학습률 스케줄
warmup-unfinished = 예열이 끝나기 전에 실행이 끝나요. 마지막 스텝에서도 학습률이 오르는 중이고, 설정한 값의 { $share }%까지만 올라요.
warmup-all-steps = 예열이 전체 { $count }스텝과 같거나 더 길어서, 예열이 끝난 뒤의 스텝이 없어요.
what-breaks = 이걸 빼면 어떻게 될까요?
equals = 한 스텝마다 { $reference }에 { $digits } 이내로 맞아요. 버전 { $version }에서 { $cases }번, 모두 { $steps }스텝을 비교했어요.
equals-exactly = 한 스텝마다 { $reference }에 마지막 비트까지 맞아요. 버전 { $version }에서 { $cases }번, 모두 { $steps }스텝을 비교했어요.
best-rate = 가장 좋은 학습률로 맞추기 ({ $values })
best-rate-momentum = 가장 좋은 학습률과 모멘텀으로 맞추기 ({ $values })
best-help = 이차 곡면에서는 가장 빠른 설정을 정확히 알 수 있어요. 가장 느린 방향이 최대한 빨리 줄어드는 설정이에요.
best-is-set = 학습률과 모멘텀이 이 곡면에서 가장 좋은 값이에요: { $values }.
best-rate-is-set = 학습률이 이 곡면에서 가장 좋은 값이에요: { $values }.

## 서버 없이 볼 수 있는 사이트

site-contents = 차례
site-neighbours = 이전과 다음
site-surfaces = 손실 곡면
site-live = 여기 있는 것은 모두 브라우저 안에서 달려요. 학습률이나 출발점의 고리를 끌면 경로가 바로 휘어져요.
site-beside = 여기서는 ‘{ $surface }’ 곡면에서 경사 하강법과 나란히 달려요. 둘 다 이 곡면에 맞는 학습률을 써요.
site-see = 달리는 모습 보기
site-open = 이 경주를 앱에서 열기
site-app = 앱으로 가기
site-served = 서버가 있는 앱에만 있는 것
site-served-list =
    원하는 옵티마이저끼리 벌이는 경주. 어느 곡면이든 매개변수를 바꿀 수 있고, 내 데이터에서도 할 수 있어요.
    여러 번의 실행을 그린 지도. 어떤 학습률, 어떤 두 설정, 어떤 출발점이 좋은지 보고 공정하게 겨뤄 볼 수 있어요.
    한 스텝 안의 숫자, 학습률 스케줄, 여러 난수 시드, 더 많은 스텝.
    과제를 풀면 스스로 알아차리는 강의.
    보이는 그대로 다시 재생하는 링크와 브라우저에 보관하는 경주.

## 앱 대신 보이는 페이지

calm-full = 지금은 자리가 모두 찼어요.
    .advice = 이 페이지가 30초마다 다시 들어가 볼게요.
calm-crowded = 이 네트워크에서 열린 페이지가 너무 많아요.
    .advice = 쓰지 않는 페이지를 닫아 주세요. 이 페이지가 30초마다 다시 들어가 볼게요.
calm-unreadable = 이 주소에는 페이지가 없어요.
    .advice = 링크를 확인하거나, 주소에서 사이트 이름 뒤를 모두 지워 보세요.
calm-failed = 서버에 문제가 생겼어요.
    .advice = 페이지를 다시 불러오세요. 보던 경주는 주소에 그대로 있어요.

## 스텝 들여다보기

inspect = 한 스텝 들여다보기
inspect-nobody = 들여다보지 않기
inspect-help = 갱신 한 번을 수로 보여 줘요. 무엇이 들어가서 어떤 식을 거쳐 무엇이 나왔는지 볼 수 있어요. 멈추고 화살표 키로 한 스텝씩 가 보세요.
inspect-update = 갱신 { $t }: { $before }스텝에서 { $t }스텝으로
inspect-keys = 화살표 키로 한 스텝씩 가요. 지도 위의 화살표는 실제 길이예요.
inspect-switched = 지금은 다음을 켜고 달려요: { $parts }. 식은 발표된 그대로 적었어요.
inspect-curvature = 이 갱신 전의 곡률: 가장 큰 값 { $most }, 가장 작은 값 { $least }.
inspect-kink = 이 갱신 전의 점은 곡면이 꺾인 자리에 있어요. 곡률이 없으니 학습률의 한계도 정해지지 않아요.
inspect-condition = 두 값의 비, 곧 조건수: { $ratio }.
inspect-limit = 여기서는 학습률이 { $limit }보다 작아야 걸음이 잦아들어요. 이 갱신의 학습률: { $rate }.
inspect-none = 이 경로에는 스텝이 없어요.
quantity-loss = 손실
quantity-weights = 가중치
quantity-gradient = 그래디언트
quantity-state = 기억
quantity-step = 보폭
quantity-effective-rate = 실효 학습률
vector-gradient = −학습률 × 그래디언트
vector-momentum = −학습률 × 모멘텀
vector-step = 보폭

## 페이지와 강의

page-playground = 실험실
page-maps = 지도
page-lessons = 강의
chapter-loss = 손실
chapter-descent = 경사 하강법
chapter-sgd = 확률적 경사 하강법
chapter-rules = 더 나은 옵티마이저
chapter-beyond = 강의를 넘어서
lesson-look = 여기를 보세요.
lesson-scene = 장면
lesson-try = 해 보기
lesson-done = 해냈어요.
lesson-again = 장면 처음으로
lesson-predict = 먼저 예상하고, 돌려 보기.
lesson-watch = 경로를 지켜보세요. 끝나면 답이 나와요.
lesson-choose = 답을 고르면 바로 달려요.
lesson-right = 예상대로예요.
lesson-other = 실제로는 ‘{ $truth }’ 쪽이었어요.
lesson-before = 이전
lesson-after = 다음
lesson-free = 여기서부터 자유롭게 실험하기
lesson-map = 지도로 보기
fold-playground = 경주 보기
fold-lessons = 강의 보기
keep = 담아 두기
kept = 담은 경주
undo = 되돌리기
    .done = 되돌렸어요.
redo = 다시 하기
    .done = 다시 했어요.
share = 공유
share-title = 지금 화면 공유하기
share-link = 이 주소를 열면 지금 보이는 경주가 나와요. 경주 옆의 ‘링크 복사’는 스텝, 확대한 부분, 카메라, 속도까지 담아요.
share-code = 주소를 담은 QR 코드
share-short = 멀리서도 읽히도록, 코드에는 같은 경주를 여는 더 짧은 주소를 담았어요.
share-fill = 화면 가득 코드 보기
share-back = 링크로 돌아가기
share-too-long = 가장 짧은 주소도 { $bytes }자라서 { $most }자까지 들어가는 QR 코드에 담을 수 없지만, 링크는 그대로 쓸 수 있고 옵티마이저를 줄이면 코드도 만들 수 있어요.
share-embed = 다른 페이지 안에 넣으려면:
share-options = 링크를 연 사람에게
share-paused = 첫 스텝 전에 멈춘 채 보여 주기
share-projector = 프로젝터에 맞게 글자를 크게 보여 주기
share-lock = 이 페이지에만 머물게 하기
share-hide = 숨길 부분 고르기
part-sidebar = 사이드바
part-heading = 머리글
part-language = 언어 선택
part-text = 강의 글
part-look = 눈여겨볼 점
part-tasks = 해 볼 일
part-question = 질문
part-controls = 강의의 설정
part-pages = 다른 페이지로 가는 링크
part-keep = 경주 담아 두기
part-share = 공유
part-rules = 한 스텝의 계산
part-inspector = 한 스텝 들여다보기
part-many = 여러 시드
part-board = 옵티마이저 표
part-rates = 학습률
part-loss = 손실 그래프
part-three = 3차원 곡면
part-toolbar = 보기 스위치
part-tools = 링크 복사, 전체 화면
part-transport = 재생 막대
part-start = 출발점 옮기기
part-batch = 배치 막대
part-samples = 표본

## 곡면

surface-bowl = 타원형 그릇
    .story = 한쪽은 가파르고 한쪽은 완만해요. 학습률 하나로 두 방향을 다 맞춰야 하니, 경사 하강법은 지그재그로 튀거나 기어가요.
surface-saddle = 안장
    .story = 가운데는 기울기가 0이지만 최소점이 아니에요. 한쪽으로는 내려가고 다른 쪽으로는 올라가죠. 능선을 따라 들어오면 빠져나가는 데 오래 걸려요.
surface-rosenbrock = 로젠브록
    .story = 벽이 가파른 굽은 골짜기예요. 골짜기까지는 누구나 금방 가지만, 골짜기를 따라 최소점까지 걷는 일이 어려워요.
surface-himmelblau = 힘멜블라우
    .story = 깊이가 같은 최소점이 네 개 있어요. 어디에 닿는지는 출발점과 옵티마이저, 학습률이 정해요.
surface-rastrigin = 라스트리긴
    .story = 넓은 그릇에 오목한 홈이 격자로 파여 있어요. 홈마다 지역 최소점이고, 가운데 홈이 가장 깊어요.
surface-ravine = 협곡
    .story = 바닥은 멀리 가도 완만하게만 내려가고, 양쪽 벽은 가파르게 휘어 올라가요. 벽 사이에서 안전한 학습률로는 바닥을 따라 느리게 걸어요.
surface-monkey-saddle = 원숭이 안장
    .story = 내려가는 길 셋과 올라가는 길 셋이 가운데서 만나요. 그 점에서는 곡률마저 0이라서, 가까이 갈수록 기울기가 아주 작아져요.
surface-ackley = 애클리
    .story = 거의 기울지 않은 비탈에 홈이 가득하고, 가운데에 깔때기가 하나 있어요. 깔때기 끝이 뾰족해서 바닥에 다가가도 기울기가 줄지 않아요.
surface-beale = 빌
    .story = 가운데는 평평하고 모서리는 가팔라요. 잘못된 쪽에서 출발하면 끝없이 내려가기만 하는 골짜기로 들어가 최소점에 닿지 못해요.
surface-booth = 부스
    .story = 축이 비스듬히 놓인 그릇이에요. 여기서 실패하는 옵티마이저는 거의 없으니, 누가 빠른지 견주기 좋아요.
surface-matyas = 마티아스
    .story = 대각선으로 놓인 골이에요. 골을 가로지르면 가파르고 골을 따라가면 거의 평평해서, 두 좌표가 함께 움직여야 해요.
surface-three-hump-camel = 세혹낙타
    .story = 골짜기가 셋인데 가운데만 가장 깊어요. 대개는 출발한 골짜기에 그대로 머물러요.
surface-six-hump-camel = 여섯혹낙타
    .story = 골짜기가 여섯이고 그중 둘이 가장 깊어요. 경사 하강법은 가장 가까운 골짜기에 자리를 잡아요.
surface-styblinski-tang = 스티블린스키–탕
    .story = 두 좌표가 고를 수 있는 길마다 하나씩, 골짜기가 네 개 있어요. 좌표마다 따로 고르기 때문에 잘못 고르기 쉬워요.
surface-griewank = 그리왕크
    .story = 아주 넓은 그릇에 고른 잔물결이 덮여 있어요. 멀리서 보면 매끈하지만, 가까이서 보면 온통 지역 최소점이에요.
surface-levy-n13 = 레비 N.13
    .story = 그릇 위로 능선이 가로세로로 지나가요. 최소점에서 멀수록 능선이 높아요.
surface-easom = 이솜
    .story = 거의 모든 곳이 평평하고 구멍이 하나 있어요. 기울기가 없는 곳에서는 어디로 가야 할지 알려 주는 것이 없어요.
surface-goldstein-price = 골드스타인–프라이스
    .story = 손실이 3에서 약 백만까지 걸쳐 있어요. 높은 곳에서 안전한 학습률은 골짜기에서는 너무 작아요.
surface-mccormick = 매코믹
    .story = 비탈을 가로질러 물결이 지나가요. 더 깊은 골이 뒤에 있어도 첫 물결에 붙잡힐 수 있어요.
surface-schwefel = 슈베펠
    .story = 가장 깊은 골짜기가 구석에 있고, 두 번째로 깊은 골짜기와 멀리 떨어져 있어요. 내려가기만 해서는 좀처럼 닿지 못해요.
surface-branin = 브라닌
    .story = 굽은 골짜기를 따라 깊이가 똑같은 최소점이 세 개 있어요. 어디에 닿았는지 보면 어디서 출발했는지 알 수 있어요.
surface-eggholder = 달걀판
    .story = 깊은 주름이 서로 엇갈리고, 그 사이에 기울기가 정해지지 않는 접힌 선이 있어요. 나란히 출발해도 멀리 떨어진 곳에서 끝나요.
surface-bukin-n6 = 부킨 N.6
    .story = 골짜기 바닥이 칼날처럼 날카로워요. 바닥에 다가갈수록 기울기가 한없이 커지다가 바닥에서 뒤집혀서, 어느 옵티마이저든 양쪽을 오가며 튀어요.
surface-cross-in-tray = 십자 쟁반
    .story = 매끈한 웅덩이 사이에 얇고 날카로운 벽이 서 있어요. 가운데를 둘러싼 네 웅덩이의 깊이가 같고, 벽에서는 기울기가 예고 없이 바뀌어요.
surface-plateau = 절벽이 있는 고원
    .story = 벽이 가파른 구덩이를 평평한 땅이 둘러싸고 있어요. 고원에서는 기울기가 너무 작아서, 멈춘 것인지 도착한 것인지 구별되지 않아요.
surface-sharp-and-flat = 좁은 골과 넓은 골
    .story = 깊이가 같은 최소점이 두 개인데 하나는 좁고 하나는 넓어요. 학습률이 크면 좁은 골에는 머물지 못해요.
surface-bumps = 울퉁불퉁한 그릇
    .story = 평범한 그릇에 불규칙한 혹이 덮여 있어요. 표본 몇 개로 잰 손실이 이렇게 생겼어요. 이 잡음은 언제나 똑같아요.
surface-spiral = 나선 골짜기
    .story = 최소점 둘레에 협곡이 감겨 있어요. 골짜기를 따라가는 길은 빙글빙글 도는데, 벽은 곧장 가로질러 밀어 내요.
surface-linear-regression = 선형 회귀
    .story = 점들 사이로 직선을 그어요. 손실은 그릇 모양인데, 입력의 크기가 고르지 않거나 0에서 멀면 길고 좁아져요.
surface-logistic-regression = 로지스틱 회귀
    .story = 입력 하나로 ‘예’일 확률을 맞혀요. 손실은 매끈한 그릇 하나지만, 두 부류가 깨끗하게 나뉘면 내려가는 길이 끝나지 않아요.
surface-product = 두 가중치의 곱
    .story = 가중치가 하나씩인 층이 둘이에요. 곱만 맞으면 어느 쌍이든 똑같이 잘 맞고, 두 골짜기 사이에 안장점이 있어요.
surface-sine-fit = 사인 곡선 맞추기
    .story = 점들 사이로 물결을 그어요. 틀린 주파수도 조금은 맞기 때문에 저마다 지역 최소점이 돼요. 작은 배치는 그중 얕은 곳에서 빠져나와요.
surface-relu-neuron = ReLU 뉴런
    .story = 0보다 작으면 꺼지는 뉴런 하나예요. 어느 표본도 뉴런을 켜지 못하는 곳에서는 손실이 완전히 평평해서 아무것도 배울 수 없어요.
surface-tanh-neuron = tanh 뉴런
    .story = 멀리 가면 포화되는 뉴런 하나예요. 거기서는 가중치를 바꿔도 출력이 거의 그대로라서 곡면이 고원이 돼요.
surface-scattered-wells = 흩어진 우물
    .story = 한 가지 물음을 위해 만든 곡면이에요. 표본마다 좁은 우물과 넓은 우물이 있고 자리가 조금씩 달라요. 모두 모으면 두 우물의 깊이가 같지만, 좁은 우물에서는 배치끼리 훨씬 크게 엇갈려요.

## 곡면의 갈래

surface-family-convex = 볼록한 곡면
surface-family-ravine = 골짜기
surface-family-saddle = 안장점
surface-family-many = 최소점이 많은 곡면
surface-family-flat = 평평한 곡면
surface-family-kinked = 꺾인 곡면
surface-family-data = 데이터로 만든 손실
surface-family-other = 그 밖의 곡면

## 곡면의 매개변수

parameter-condition-number = 조건수
    .help = 가파른 방향의 곡률이 완만한 방향의 몇 배인지 나타내요.
parameter-rotation = 회전(도)
    .help = 타원을 돌려요. 좌표마다 보폭을 정하는 옵티마이저는 영향을 받고, 경사 하강법은 받지 않아요.
parameter-quartic = 4차 항
    .help = 내려가는 쪽을 다시 위로 굽혀요. 0이면 끝없이 내려가는 순수한 안장이에요.
parameter-a = 최소점의 위치
    .help = 최소점이 (a, a²)에 있어요.
parameter-b = 벽의 가파름
    .help = 클수록 골짜기가 좁아져요.
parameter-amplitude = 홈의 깊이
    .help = 0이면 홈이 없는 그릇이에요.
parameter-ravine-condition-number = 조건수
    .help = 최소점에서 벽의 곡률이 바닥의 곡률의 몇 배인지 나타내요.
parameter-spiral-condition-number = 조건수
    .help = 벽의 곡률이 바닥의 곡률의 몇 배인지 나타내요. 1이면 골짜기가 없는 둥근 그릇이에요.
parameter-turns = 감긴 정도
    .help = 바깥으로 나갈수록 골짜기가 얼마나 빨리 도는지 정해요. 0이면 곧은 골짜기예요.
parameter-monkey-saddle-quartic = 4차 항
    .help = 내려가는 세 길을 다시 위로 굽혀요. 0이면 끝없이 내려가는 순수한 원숭이 안장이에요.
parameter-width = 구덩이의 너비
    .help = 좁을수록 벽이 가파르고 둘레의 땅은 더 평평해요.
parameter-tilt = 고원의 기울기
    .help = 땅을 구덩이 쪽으로 기울여요. 0이면 구덩이에서 멀어질수록 기울기가 거의 느껴지지 않아요.
parameter-sharp-width = 좁은 골의 너비
    .help = 좁을수록 곡률이 커서, 안정적인 학습률의 한계가 작아져요.
parameter-flat-width = 넓은 골의 너비
    .help = 넓을수록 그리로 내려가는 영역이 커져요.
parameter-height = 혹의 높이
    .help = 0이면 혹이 없는 그릇이에요.
parameter-size = 표본 수
    .help = 손실이 표본 몇 개의 평균인지 정해요. 경사 하강법은 한 스텝에 표본을 모두 봐요.
parameter-noise = 목푯값이 흩어진 정도
    .help = 목푯값이 참 가중치의 예측에서 얼마나 벗어나는지 정해요.
parameter-logistic-regression-noise = 두 부류가 겹친 정도
    .help = 0이면 두 부류가 깨끗하게 나뉘어요. 1이면 참 가중치가 예측한 확률 그대로 부류가 정해져요.
parameter-outliers = 이상치의 비율
    .help = 이만큼의 표본이 제자리보다 훨씬 위에 있어요.
parameter-logistic-regression-outliers = 잘못된 라벨의 비율
    .help = 이만큼의 표본에 반대 부류가 붙어 있어요.
parameter-feature-scale = 입력의 크기
    .help = 모든 입력에 곱해요. 1에서 멀수록 두 가중치 방향의 가파르기가 크게 달라져요.
parameter-feature-offset = 입력의 치우침
    .help = 모든 입력에 더해요. 0에서 멀어지면 두 가중치의 몫을 가려내기 어려워지고 그릇이 골짜기가 돼요.
parameter-data-seed = 데이터의 시드
    .help = 다른 수를 넣으면 같은 종류의 다른 데이터가 나와요.
parameter-scatter = 우물이 흩어진 정도
    .help = 표본들의 우물이 서로 얼마나 떨어져 있는지 정해요. 0이면 표본이 모두 같아서 배치 하나가 전체와 다름없어요.
parameter-input-center = 입력의 중심
    .help = 모든 입력에서 빼요. 처음 값은 데이터의 평균이에요.
parameter-input-scale = 입력의 단위
    .help = 모든 입력을 이 수로 나눠요. 처음 값은 데이터의 표준편차예요.
parameter-target-center = 목푯값의 중심
    .help = 모든 목푯값에서 빼요. 처음 값은 데이터의 평균이에요.
parameter-target-scale = 목푯값의 단위
    .help = 모든 목푯값을 이 수로 나눠요. 처음 값은 데이터의 표준편차예요.
parameter-gradient-noise = 그래디언트 잡음
    .help = 스텝마다 축마다 이만한 크기의 무작위 수를 그래디언트에 더해요. 어느 옵티마이저에나 똑같이 더해요. 이 곡면에는 데이터가 없어서 배치를 뽑을 수 없어요.

## 데이터

data-synthetic = 시드로 만든 데이터
data-cars = 1920년대 자동차
    .story = 자동차 50대가 달리던 속력과 멈출 때까지 간 거리예요.
    .input = 속력(마일/시)
    .target = 정지 거리(피트)
data-challenger = 우주 왕복선의 오링
    .story = 챌린저호 사고 전 23번의 비행에서 발사 때의 온도와 밀폐 고리가 상했는지를 적은 기록이에요.
    .input = 온도(°F)
    .target = 손상
data-csv = 내 표

## 옵티마이저

optimizer-gd = 경사 하강법
    .idea = 기울기의 반대 방향으로 곧장 내려가요. 가파를수록 멀리 가요.
optimizer-momentum = 모멘텀
    .idea = 그래디언트를 누적해서 무거운 공처럼 가던 방향을 지켜요. 더하지 않고 평균을 내는 책도 있는데, 그러려면 감쇠를 모멘텀과 같은 값으로 두세요.
optimizer-nesterov = 네스테로프
    .idea = 곧 만날 그래디언트로 스스로를 고치는 모멘텀이에요.
optimizer-rmsprop =
    .idea = 가중치마다 보폭을 따로 정해요. 가파른 쪽은 조심조심, 완만한 쪽은 과감하게 가요.
optimizer-adam =
    .idea = 방향은 모멘텀, 보폭은 RMSProp에서 가져오고, 0에서 시작해 생기는 치우침을 둘 다 보정해요.
optimizer-adamw =
    .idea = 가중치 감쇠가 가중치를 직접 0 쪽으로 당기는 Adam이에요. 감쇠는 그래디언트의 크기로 나누지 않아요.
optimizer-adagrad =
    .idea = 지금까지의 그래디언트 제곱을 모두 더해요. 많이 당겨진 가중치일수록 보폭이 짧아지고, 한번 짧아진 보폭은 다시 길어지지 않아요.
optimizer-adadelta =
    .idea = 최근에 걸은 보폭을 기준으로 다음 보폭을 정해서 학습률이 거의 필요 없어요. 대신 처음에는 아주 작은 걸음으로 시작해요.
optimizer-adamax =
    .idea = 평균 대신, 아직 기억하고 있는 가장 큰 그래디언트로 나누는 Adam이에요.
optimizer-nadam =
    .idea = 네스테로프처럼 한발 앞을 내다보는 Adam이에요. 모멘텀은 서서히 커져요.
optimizer-radam =
    .idea = 그래디언트의 크기를 어림한 값을 믿을 수 있을 때까지는 모멘텀만으로 가고, 그다음부터 Adam처럼 가요.
optimizer-asgd =
    .idea = 학습률이 천천히 줄어드는 경사 하강법이에요. 지나온 가중치의 평균을 답으로 내요.
optimizer-rprop =
    .idea = 그래디언트의 부호만 봐요. 부호가 그대로면 보폭을 늘리고, 바뀌면 줄여요.
optimizer-lion =
    .idea = 축마다 보폭이 늘 같아요. 모멘텀과 그래디언트는 부호만 정해요.
optimizer-adabelief =
    .idea = 그래디언트가 모멘텀의 예상과 맞으면 과감하게, 어긋나면 조심해서 걷는 Adam이에요.
optimizer-yogi =
    .idea = 가팔랐던 기억이 천천히 사라지는 Adam이에요. 그래서 보폭이 갑자기 길어지지 않아요.
optimizer-adan =
    .idea = 그래디언트가 어떻게 변하는지도 평균을 내서, 다음에 만날 그래디언트를 미리 내다보는 Adam이에요.
    .differs = 논문 저자들의 코드(sail-sg/Adan)와 같은 규칙이에요. 같은 이름의 optax 0.2.8은 다르게 계산해요. 내다보는 항의 계수가 β₂가 아니라 1 − β₂이고, 가중치 감쇠도 나누지 않고 빼요.
optimizer-qhadam =
    .idea = 이동 평균과 지금의 그래디언트를 섞어서 걷는 Adam이에요.
optimizer-schedule-free-sgd =
    .idea = 학습률 스케줄 대신 평균을 써요. 그려진 경로는 그래디언트를 재는 곳이고, 답은 지나온 곳의 평균이에요.
optimizer-schedule-free-adamw =
    .idea = 모멘텀과 학습률 스케줄 대신 평균을 쓰는 AdamW예요. 그려진 경로는 그래디언트를 재는 곳이에요.
optimizer-sam =
    .idea = 가까이에서 손실이 가장 큰 쪽으로 조금 올라가, 거기서 잰 그래디언트로 내려가요. 그래서 좁은 골짜기에는 머물기 어려워요.
optimizer-normalised-gd = 정규화 경사 하강법
    .idea = 그래디언트의 방향만 써요. 아무리 가팔라도 보폭이 늘 같아요.
optimizer-clipped-gd = 클리핑 경사 하강법
    .idea = 정해 둔 길이보다 긴 그래디언트를 그 길이로 자르는 경사 하강법이에요. 절벽을 만나도 멀리 튕겨 나가지 않아요.
optimizer-adafactor =
    .idea = 보폭을 가중치 크기의 몇 퍼센트로 정하고, 유난히 긴 걸음은 줄여요.
optimizer-newton = 뉴턴법
    .idea = 지금 자리에 꼭 맞는 이차 곡면을 그리고, 그 기울기가 0인 곳으로 뛰어요. 최소점일 수도 있지만 안장점이나 꼭대기일 수도 있어요.
optimizer-conjugate-gradient = 켤레 기울기법
    .idea = 지난 걸음에서 얻은 것을 잃지 않을 만큼만 이전 방향을 섞고, 그 방향에서 알맞은 보폭을 찾아요.
optimizer-lbfgs =
    .idea = 그래디언트가 변한 모습에서 곡률을 배워요. 직선 탐색을 켜면 움직일 때마다 알맞은 보폭도 찾아요. 여기서 한 스텝은 torch의 호출 한 번이라 최대 20번까지 움직여요.

## 옵티마이저의 갈래

family-descent = 경사 하강법
family-momentum = 모멘텀
family-adaptive = 가중치마다 다른 보폭
family-adam = Adam 계열
family-sign = 부호만 쓰는 방법
family-classical = 고전적인 방법
family-other = 그 밖의 방법

## 학습률 스케줄

schedule-constant = 일정
    .idea = 처음부터 끝까지 학습률이 같아요.
schedule-step = 계단
    .idea = 일정한 스텝마다 학습률이 뚝 떨어져요.
schedule-exponential = 지수
    .idea = 매 스텝 학습률이 같은 비율로 줄어요.
schedule-cosine = 코사인
    .idea = 반파장을 따라 내려가요. 양 끝에서는 천천히 변해요.
schedule-cosine-restarts = 코사인 재시작
    .idea = 반파장을 따라 내려갔다가 한 번에 처음 학습률로 돌아가요.
schedule-linear = 선형
    .idea = 학습률이 직선으로 변해요. 올라가면 예열이에요.
schedule-warmup-cosine = 예열과 코사인
    .idea = 직선으로 올라간 뒤 반파장을 따라 내려가요.
schedule-one-cycle = 한 주기
    .idea = 전체 스텝 동안 한 번 올라갔다가 거의 0까지 내려가요.
    .differs = 여기서는 학습률만 움직여요. torch의 OneCycleLR은 기본값에서 모멘텀도 함께 바꾸므로, 이것은 cycle_momentum=False로 둔 OneCycleLR과 같아요.
schedule-polynomial = 다항식
    .idea = 남은 길이의 거듭제곱을 따라 0까지 줄어요.
schedule-range-test = 학습률 범위 시험
    .idea = 매 스텝 같은 비율로 학습률을 훨씬 크게까지 올려요. 학습이 아니라 해 볼 만한 학습률을 찾는 시험이에요.

## 하이퍼파라미터

parameter-lr = 학습률
    .short = 학습률
    .help = 한 번 갱신할 때 얼마나 가는지 정해요.
parameter-momentum = 모멘텀
    .help = 지난 스텝의 속도를 얼마나 남길지 정해요.
parameter-dampening = 감쇠
    .help = 새 그래디언트를 속도에 더할 때 얼마나 덜어 낼지 정해요. 모멘텀과 같은 값이면 합 대신 평균이 돼요. 모멘텀이 0이면 아무 효과가 없어요.
parameter-weight-decay = 가중치 감쇠
    .help = 가중치를 0 쪽으로 당겨요. 그러면 경로가 끝나는 곳은 곡면의 최소점이 아니에요.
parameter-alpha = 평활 계수
    .help = 그래디언트 제곱의 평균이 얼마나 천천히 잊는지 정해요.
parameter-eps = 엡실론
    .short = ε
    .help = 나누는 수가 0이 되지 않게 해요. 크게 잡으면 보폭이 다시 기울기에 따라 줄어요.
parameter-beta1 = 베타 1
    .short = β₁
    .help = 그래디언트의 평균이 얼마나 천천히 잊는지 정해요.
parameter-beta2 = 베타 2
    .short = β₂
    .help = 그래디언트 제곱의 평균이 얼마나 천천히 잊는지 정해요.
parameter-asgd-alpha = 감소 지수
    .help = 학습률이 얼마나 빨리 줄어드는지 정해요. 스텝 번호에 붙는 지수예요.
parameter-rho = 평활 계수
    .help = 제곱의 평균 두 개가 얼마나 천천히 잊는지 정해요.
parameter-sam-rho = 반지름
    .help = 손실이 큰 곳을 찾아 얼마나 멀리 올라가 보는지 정해요.
parameter-lr-decay = 학습률 감소
    .help = 스텝이 지날수록 학습률이 얼마나 빨리 줄어드는지 정해요.
parameter-initial-accumulator-value = 기억의 첫 값
    .help = 그래디언트 제곱의 합이나 평균이 어떤 값에서 시작하는지 정해요.
parameter-momentum-decay = 모멘텀 예열
    .help = 모멘텀이 얼마나 빨리 제 값에 이르는지 정해요.
parameter-lambd = 감소 계수
    .help = 가중치를 0 쪽으로 당기고, 스텝이 지날수록 학습률을 줄여요.
parameter-t0 = 평균을 시작하는 스텝
    .help = 이 스텝부터 가중치의 평균을 내요.
parameter-etaminus = 줄이는 비율
    .help = 그래디언트의 부호가 바뀔 때 보폭에 곱하는 수예요.
parameter-etaplus = 늘리는 비율
    .help = 그래디언트의 부호가 그대로일 때 보폭에 곱하는 수예요.
parameter-step-size-min = 가장 짧은 보폭
    .help = 한 축에서 이보다 짧게 걷지 않아요.
parameter-step-size-max = 가장 긴 보폭
    .help = 한 축에서 이보다 길게 걷지 않아요.
parameter-eps-root = 근호 안의 엡실론
    .help = 제곱근을 구하기 전에 제곱의 평균에 더해요.
parameter-beta3 = 베타 3
    .short = β₃
    .help = 제곱의 평균이 얼마나 천천히 잊는지 정해요.
parameter-nu1 = 모멘텀의 몫
    .help = 0이면 지금의 그래디언트로, 1이면 그 평균으로 걸어요.
parameter-nu2 = 기억의 몫
    .help = 0이면 지금의 그래디언트 크기로, 1이면 제곱의 평균으로 나눠요.
parameter-warmup-steps = 예열 스텝 수
    .help = 이만큼의 스텝 동안 학습률이 직선으로 올라가요.
parameter-r = 나중 스텝의 비중
    .help = 평균에서 나중 스텝을 얼마나 더 쳐주는지 정해요. 스텝 번호에 붙는 지수예요.
parameter-weight-lr-power = 큰 학습률의 비중
    .help = 학습률이 큰 스텝을 평균에서 얼마나 더 쳐주는지 정해요.
parameter-max-norm = 그래디언트의 최대 길이
    .help = 이보다 긴 그래디언트는 이 길이로 잘라요.
parameter-damping = 감쇠항
    .help = 곡률에 더해요. 클수록 보폭이 짧아지고 경사 하강법에 가까워져요.
parameter-c2 = 남겨도 되는 기울기
    .help = 그 방향의 기울기가 처음의 이 비율 아래로 줄면 보폭을 정해요.
parameter-max-iter = 스텝당 이동 횟수
    .help = 한 스텝에서 최대 몇 번까지 움직이는지 정해요.
parameter-max-eval = 스텝당 평가 횟수
    .help = 한 스텝에서 곡면을 최대 몇 번까지 재는지 정해요.
parameter-tolerance-grad = 멈추는 그래디언트
    .help = 그래디언트의 성분이 모두 이 값 이하이면 멈춰요.
parameter-tolerance-change = 멈추는 변화량
    .help = 손실이나 가중치의 변화가 이보다 작으면 스텝을 마쳐요.
parameter-history-size = 기억하는 쌍의 수
    .help = 걸음과 그래디언트 변화의 쌍을 몇 개까지 기억하는지 정해요.
parameter-line-search-fn = 직선 탐색
    .help = 움직일 때마다 여러 보폭을 시험해서 강한 울프 조건에 맞는 것을 골라요. torch의 기본값처럼 끄면 학습률만으로 보폭이 정해져요.
parameter-beta2-decay = 잊는 속도
    .help = 제곱의 평균이 잊는 속도가 얼마나 빨리 느려지는지 정해요. 스텝 번호에 붙는 지수예요.
parameter-eps1 = 엡실론 1
    .help = 제곱근이 0이 되지 않게 해요.
parameter-eps2 = 엡실론 2
    .help = 보폭의 기준이 되는 가중치 크기의 하한이에요.
parameter-adafactor-d = 클리핑 기준
    .help = 평소 크기의 이 배수보다 긴 걸음은 줄여요.
parameter-centered = 중심화
    .help = 그래디언트의 평균을 빼고 크기를 재요. 크기 대신 흩어진 정도로 나눠요.
parameter-amsgrad = 최댓값 유지 (AMSGrad)
    .help = 지금까지 가장 컸던 제곱의 평균으로 나눠서, 보폭이 다시 길어지지 않게 해요.
parameter-decoupled-weight-decay = 분리된 가중치 감쇠
    .help = 가중치 감쇠를 그래디언트에 더하지 않고 가중치를 직접 당겨요.
parameter-without-bias-correction = 치우침 보정 끄기
    .help = 0에서 시작한 평균을 보정하지 않으면 어떻게 될까요? 처음 몇 걸음을 보세요.
parameter-eps-inside-root = 엡실론을 근호 안에
    .help = 제곱근을 구하기 전에 엡실론을 더하면 어떻게 될까요? 엡실론의 영향이 훨씬 커져요.
parameter-step-size = 떨어지는 간격
    .help = 이만큼의 스텝마다 학습률이 떨어져요.
parameter-gamma = 비율
    .help = 학습률에 매번 곱하는 수예요.
parameter-t-max = 길이
    .help = 가장 높은 학습률에서 가장 낮은 학습률까지의 스텝 수예요. 0이면 전체 스텝이에요. 그 뒤에는 다시 올라가요.
parameter-eta-min = 가장 낮은 학습률
    .help = 학습률에 대한 비율로 정해요.
parameter-t-0 = 첫 길이
    .help = 처음 다시 시작할 때까지의 스텝 수예요.
parameter-t-mult = 길이의 배수
    .help = 다시 시작할 때마다 길이에 곱하는 수예요.
parameter-start-factor = 처음 비율
    .help = 첫 스텝에서 학습률의 몇 배로 시작하는지 정해요.
parameter-end-factor = 마지막 비율
    .help = 끝에서 학습률의 몇 배가 되는지 정해요.
parameter-total-iters = 길이
    .help = 이만큼의 스텝 동안 학습률이 변해요. 0이면 전체 스텝이에요.
parameter-pct-start = 올라가는 구간
    .help = 전체 스텝 가운데 학습률이 올라가는 구간의 비율이에요.
parameter-div-factor = 처음에 나누는 수
    .help = 학습률을 이 수로 나눈 값에서 시작해요.
parameter-final-div-factor = 마지막에 나누는 수
    .help = 첫 학습률을 이 수로 나눈 값으로 끝나요.
parameter-power = 지수
    .help = 1이면 직선으로 줄고, 클수록 처음에 빨리 줄어요.

## 판정

verdict-converged = { $place ->
    [only] 최소점, { $step }스텝
    [only-outside] 그림 밖 최소점, { $step }스텝
    [outside] 그림 밖 최소점 { $minimum }, { $step }스텝
   *[inside] 최소점 { $minimum }, { $step }스텝
    }
    .criterion = { $step }스텝부터 최소점에서 그림 대각선의 { $near } 안에 머무는데, 마지막 { $window } 내내 그랬거나 끝에는 멈춰 있고, 걸음이 무작위가 아닌 한 진동하지 않아요.
verdict-floor = 골짜기 바닥, { $step }스텝
    .criterion = { $step }스텝부터 끝점에서 그림 대각선의 { $near } 안에 머물고, 그곳의 기울기는 그림 평균의 { $flat }보다 작으며, 손실은 그림에서 가장 낮은 값보다 손실 범위의 { $floor }도 높지 않아요.
verdict-moving = 아직 가는 중
    .criterion = 스텝이 끝날 때까지 최소점에 자리 잡지 못했고, 다른 판정에도 들지 않아요.
verdict-oscillating = { $place ->
    [nowhere] 진동
    [only] 최소점에서 진동
    [only-outside] 최소점에서 진동
   *[inside] 최소점 { $minimum }에서 진동
    }
    .criterion = 마지막 { $window } 동안 걸은 거리가 그동안 머문 상자의 대각선의 { $times }배 이상이고, 그 앞의 { $window }와 견주어 걸음 길이가 { $lasting } 이상, 가장 낮은 손실의 높이가 { $fallen } 이상 남아 있어요.
verdict-saddle = 안장점에 갇힘
    .criterion = 안장점에서 그림 대각선의 { $beside } 안, 기울기가 그림 평균의 { $flat }보다 작은 곳에서 끝났고, 마지막 { $window } 동안 끝점에서 대각선의 { $still }보다 멀리 간 적이 없어요.
verdict-maximum = 최대점에 갇힘
    .criterion = 최대점에서 그림 대각선의 { $beside } 안, 기울기가 그림 평균의 { $flat }보다 작은 곳에서 끝났고, 마지막 { $window } 동안 끝점에서 대각선의 { $still }보다 멀리 간 적이 없어요.
verdict-plateau = 평지에 갇힘
    .criterion = 기울기가 그림 평균의 { $flat }보다 작지만 대각선의 { $beside } 안에 최소점도 안장점도 최대점도 없는 곳에서 끝났고, 마지막 { $window } 동안 끝점에서 대각선의 { $still }보다 멀리 간 적이 없어요.
verdict-stopped = 멈춰 섬, { $step }스텝
    .criterion = { $step }스텝부터, 그리고 마지막 { $window } 내내, 기울기가 그림 평균의 { $flat }보다 큰 곳인데도 어떤 스텝도 가중치를 바꾸지 못했어요.
verdict-unmoved = 한 번도 움직이지 않음
    .criterion = 그곳의 기울기가 0이거나 모든 스텝의 길이가 0이어서, 어떤 스텝도 가중치를 바꾸지 못해 출발점의 가중치 그대로예요.
verdict-endless = 닿을 최소점이 없음
    .criterion = 이 데이터에서는 두 부류를 오류 없이 가를 수 있어 가중치가 한없이 커질수록 손실이 끝없이 줄기 때문에, 도착할 최소점이 없어요.
verdict-hovering = { $place ->
    [only] 최소점 둘레를 맴돎
    [only-outside] 최소점 둘레를 맴돎
   *[inside] 최소점 { $minimum } 둘레를 맴돎
    }
    .criterion = 걸음이 무작위라서 가만히 있지 못하지만, 마지막 { $window } 동안의 평균 위치가 최소점에서 그림 대각선의 { $around } 안에 있고, { $astray }보다 멀리 간 적이 없어요.
verdict-diverged = 발산, { $step }스텝
    .criterion = { $step }스텝에서 가중치가 10억을 넘었거나 유한하지 않은 수가 나왔고, 경로는 거기서 끝나요.
verdict-left = 벗어남, { $step }스텝
    .criterion = { $step }스텝부터 그림 밖에 있는데, 축소하면 어디로 갔는지 보여요.
# 가중치의 평균으로 답하는 방법의 가중치에는 판정 대신 이 말을 써요.
verdict-averaged =
    .text = 평균을 보세요
    .criterion = 이 방법은 여기서 걸음을 내딛지만 답은 가중치의 평균이고, 평균은 따로 한 줄로 있어 판정은 거기에 내려요.

## 오래 걸리는 경주

long-ask = 옵티마이저 { $racers }개를 표본 { $batch }개짜리 배치로 { $steps }스텝 실행하면 약 { $seconds }초 걸려요.
long-ask-full = 옵티마이저 { $racers }개를 { $steps }스텝 실행하면 약 { $seconds }초 걸려요.
long-fits = { $steps }스텝이면 약 { $seconds }초 걸려요.
long-running = 실행하고 있어요. 약 { $seconds }초 남았어요.
long-waiting = { $count ->
    [0] 바로 다음 차례예요.
   *[other] 앞에서 기다리는 경주가 { $count }개 있어요.
}
long-full = 오래 걸리는 경주의 줄이 다 찼어요. 잠시 뒤에 다시 시도할게요.
long-run = 그래도 실행하기
long-steps = { $steps }스텝만 실행하기
long-cancel = 취소

## 지도

map-waiting = { $count ->
    [0] 이 지도가 바로 다음 차례예요.
   *[other] 이 지도 앞에서 기다리는 작업이 { $count }개 있어요.
}
map-full = 오래 걸리는 작업을 기다리는 사람이 너무 많아요. 잠시 뒤에 다시 시도할게요.
map-fewer = 오래 걸리는 경주라서 학습률을 { $count }개만 시험해요.
map-never-fits = 이렇게 여러 번 실행하기에는 너무 오래 걸리는 경주예요. 스텝 수나 표본 수를 줄여 보세요.
map-nobody = 경주에 옵티마이저가 없어서 그릴 지도가 없어요.
fair-still = 이 경주에는 무작위인 것이 없어서 시드가 달라도 실행이 같아요. 그래서 하나만 써요.
fair-fewer = 오래 걸리는 경주라서 옵티마이저마다 { $count }번만 시험해요.
map-too-long = 학습률을 바꿔 가며 여러 번 실행하기에는 너무 오래 걸리는 경주예요. 스텝 수나 표본 수를 줄여 보세요.
map-smaller = 오래 걸리는 경주라서 지도를 { $side } × { $side }칸으로 그려요.
map-one-setting = { $racer }에는 설정이 하나뿐이라 두 설정의 지도를 그릴 수 없어요.

## 쓸 수 없었던 값

problem-used = { $sentence }(대신 { $used } 사용).
problem-unknown-surface = ‘{ $given }’(이)라는 곡면은 없어요.
problem-unknown-optimizer = ‘{ $given }’(이)라는 옵티마이저는 없어서 뺐어요.
problem-unknown-copy = ‘{ $given }’(이)라는 참가자는 없어요. 같은 옵티마이저를 더 넣을 때는 번호가 { $low }부터 { $high }까지예요.
problem-too-many-racers = 참가자가 { $given }개라서 너무 많아요. 앞의 { $high }개만 달려요.
problem-unknown-schedule = ‘{ $given }’(이)라는 학습률 스케줄은 없어요.
problem-unknown-name = ‘{ $field }’은(는) 없는 설정이라 뺐어요.
problem-unknown-key = 링크에 있는 ‘{ $field } = { $given }’은(는) 여기서 뜻이 없어서 뺐어요.
problem-left-empty = ‘{ $field }’에 아무것도 넣지 않았어요.
problem-not-a-number = ‘{ $field }’에는 수가 와야 하는데 ‘{ $given }’은(는) 수가 아니에요.
problem-not-a-whole-number = ‘{ $field }’에는 정수가 와야 하는데 ‘{ $given }’은(는) 정수가 아니에요.
problem-not-a-point = 출발점은 쉼표로 나눈 두 수여야 하는데 ‘{ $given }’은(는) 그렇지 않아요.
problem-not-a-choice = ‘{ $given }’은(는) ‘{ $field }’에서 고를 수 있는 값이 아니에요.
problem-out-of-range = ‘{ $field } = { $given }’은(는) { $low }부터 { $high }까지의 범위를 벗어나요.
problem-no-data = 이 곡면에는 데이터가 없어서 ‘{ $field } = { $given }’은(는) 뺐어요.
problem-has-data = 이 곡면에는 데이터가 있어서 잡음은 배치가 만드니 ‘{ $field } = { $given }’은(는) 뺐어요.
problem-unknown-data = ‘{ $given }’(이)라는 데이터는 없어서 시드로 만든 데이터를 써요.
problem-unsuited-data = ‘{ $given }’ 데이터는 이 곡면에 맞지 않아서 시드로 만든 데이터를 써요.
problem-needs-file = 이 링크에는 만든 사람의 파일이 필요한데 파일은 링크에 담기지 않으니, 그 파일을 고를 때까지 시드로 만든 데이터를 써요.
    .short = 필요한 파일이 링크에 없어서 시드로 만든 데이터 사용
problem-file-empty = 파일이 비어 있어요.
problem-file-too-large = 파일이 { $given }바이트예요. { $high }바이트까지 읽을 수 있으니 행이나 열을 줄여 주세요.
problem-file-binary = 텍스트 파일이 아니에요. 표를 CSV로 저장해서 다시 골라 주세요.
problem-file-encoding = 파일의 글자를 읽을 수 없어요. UTF-8 CSV로 저장해서 다시 골라 주세요.
problem-file-one-column = 열이 ‘{ $given }’ 하나뿐이에요. 입력과 목푯값, 두 열이 있어야 해요.
problem-file-too-few-numbers = 수로 된 열이 두 개 있어야 하는데 ‘{ $field }’ 열은 그렇지 않아요. { $line }번째 줄에 ‘{ $given }’이(가) 있어요.
problem-file-one-row = 수가 있는 행이 하나뿐이에요. 적어도 두 행이 있어야 해요.
problem-file-rows-cut = 파일의 행이 { $high }개보다 많아요. 앞의 { $high }개를 써요.
problem-file-too-many-columns = 열이 { $given }개예요. 앞의 { $high }개 가운데서 고를 수 있어요.
problem-column-unknown = 파일에 ‘{ $given }’(이)라는 열이 없어요.
problem-column-twice = 입력과 목푯값이 같은 열 ‘{ $given }’이에요. 서로 다른 두 열을 골라 주세요.
problem-column-text = ‘{ $field }’ 열에는 쓸 수 있는 수가 없어요. { $line }번째 줄에 ‘{ $given }’이(가) 있어요.
problem-column-constant = ‘{ $field }’ 열의 수가 모두 같아서 배울 것이 없어요.
problem-column-not-classes = 이 곡면을 쓰려면 ‘{ $field }’ 열에 0과 1처럼 두 가지 값만 있어야 해요.
problem-rows-text = ‘{ $field }’ 칸이 수가 아니라서 뺀 행: { $count }개. 처음은 { $line }번째 줄의 ‘{ $given }’이에요.
problem-rows-missing = ‘{ $field }’ 칸이 비었거나 결측값이라서 뺀 행: { $count }개. 처음은 { $line }번째 줄이에요.
problem-rows-formula = ‘{ $field }’ 칸에 수식이 있어서 뺀 행: { $count }개. 처음은 { $line }번째 줄의 ‘{ $given }’이에요. 수식은 글자로만 보고 절대로 실행하지 않아요.
problem-rows-too-large = ‘{ $field }’ 값이 ±{ $high } 범위를 벗어나서 뺀 행: { $count }개. 처음은 { $line }번째 줄의 ‘{ $given }’이에요.
problem-rows-unit = ‘{ $field }’ 칸의 단위가 대부분의 행과 달라서 뺀 행: { $count }개. 처음은 { $line }번째 줄의 ‘{ $given }’이에요.
problem-rows-wide = 칸이 열보다 많아서 뺀 행: { $count }개. 처음은 { $line }번째 줄의 ‘{ $given }’이에요.
problem-row-of-totals = 마지막 행({ $line }번째 줄의 ‘{ $given }’)은 위 행들을 합친 값이라서 뺐어요.
problem-quote-open = { $line }번째 줄의 따옴표가 닫히지 않아서 ‘{ $given }’의 글자로 읽었어요.
problem-separator-assumed = ‘{ $field }’ 열의 ‘{ $given }’은(는) { $low }일 수도 { $high }일 수도 있는데, 파일만 보고는 알 수 없어요. { $low }(으)로 읽었어요.
problem-read-as = ‘{ $field }’ 열의 ‘{ $given }’을(를) { $low }(으)로 읽었어요.
problem-repeated = 링크에 ‘{ $field }’이(가) 두 번 나와서 ‘{ $given }’은(는) 뺐어요.
problem-link-too-long = 링크가 { $high }자보다 길어서 아무것도 쓰지 않았어요.
    .short = 링크가 { $high }자보다 길어서 모두 제외
problem-damaged-link = 링크에 줄여 적은 설정이 잘렸거나 바뀌어서 읽을 수 없으니 기본 설정을 써요.
    .short = 줄여 적은 설정을 읽을 수 없어서 기본 설정 사용
problem-unknown-lesson = ‘{ $given }’(이)라는 강의는 없어요.
problem-unknown-scene = 이 강의에 ‘{ $given }’(이)라는 장면은 없어요.
problem-unknown-part = ‘{ $given }’은(는) 숨길 수 있는 부분이 아니라서 빼 두었어요.
problem-older-link = 이전 버전에서 만든 링크인데, 이제 데이터, 배치, 그래디언트 잡음이 어느 컴퓨터에서나 똑같이 만들어지므로, 링크를 만든 사람이 본 경주와 다를 수 있어요.
    .short = 링크를 만든 뒤로 데이터, 배치, 잡음이 바뀌어서 경주가 다를 수 있음
problem-older-rule = 이전 버전에서 만든 링크인데, 그 뒤로 { $given }의 갱신 규칙을 바로잡았으므로, 링크를 만든 사람이 본 경주와 다를 수 있어요.
    .short = 링크를 만든 뒤로 { $given }의 갱신 규칙을 바로잡아서 경주가 다를 수 있음
problem-newer-link = 더 새로운 버전에서 만든 링크라서 이 버전이 아는 것만 써요.
    .short = 더 새로운 버전의 링크라서 이 버전이 아는 것만 사용

## 무대

stage-playback = 재생
stage-play = 재생
stage-pause = 일시 정지
stage-step-back = 한 스텝 뒤로
stage-step-forward = 한 스텝 앞으로
stage-loop = 반복 재생
stage-seek = 스텝
stage-speed = 속도
stage-speed-one = 1초에 1스텝
stage-speed-five = 1초에 5스텝
stage-step-exact = 스텝, 0부터 { $high }까지
stage-step-beyond = 입력한 값(‘{ $value }’)이 0부터 { $high }까지의 범위를 벗어나요. { $step }에 멈춰 있어요.
stage-step-between = 입력한 값(‘{ $value }’)이 두 스텝 사이예요. { $step }에 멈춰 있어요.
stage-step-unreadable = 입력한 값(‘{ $value }’)이 0부터 { $high }까지의 수가 아니에요. { $step }에 그대로 있어요.
stage-step = 스텝
stage-loss = 손실
stage-loss-log = 손실 (로그)
stage-loss-above = 손실 − 최저 손실 ({ $lowest })
# Beside a map seen from so far that its waves would be specks: its heights are means.
stage-map-mean = 약 { $width } × { $height } 안의 평균
stage-loss-floor = 점선 위: 최저 손실과 같거나 그보다 낮아요
stage-loss-deeper = 곡선이 { $value } 아래로 더 내려가요. ‘전체 보기’를 누르면 모두 보여요
stage-toolbar = 보기
stage-log-loss = 손실 로그
stage-log-loss-hint = 손실 그래프에 최저 손실과의 차이를 로그 축으로 그려요
stage-log-height = 높이 로그
stage-log-height-hint = 색과 3차원 높이를 손실의 로그로 정해요. 눈금에는 실제 손실을 적어요
stage-gradient = 그래디언트
stage-gradient-hint = 가장 가파르게 내려가는 방향의 화살표예요. 방향은 정확하고 길이는 로그 척도예요
stage-marks = 최소점
stage-marks-hint = 최소점(별은 전역, 고리는 지역)과 안장점(가위표)을 표시해요
stage-three = 3차원
stage-three-hint = 곡면을 3차원으로 보여 줘요
stage-share = 링크 복사
stage-copy-link = 링크 복사 (지금 이 상태 그대로)
stage-copied = 링크를 복사했어요
stage-copy-failed = 브라우저가 복사를 허락하지 않았어요
stage-full-screen = 전체 화면
stage-restore = 처음대로
stage-zoom-in = 확대
stage-zoom-out = 축소
stage-zoom-reset = 전체 보기
stage-zoom-hint = { $name } 키를 누른 채 휠을 굴리면 확대돼요. Shift를 누르고 끌면 옮겨져요.
stage-map-keys = 지도: +와 − 키로 확대·축소하고, 화살표 키로 옮기고, 0 키로 전체를 봐요. 마우스로는 Ctrl이나 ⌘를 누른 채 휠로 확대하고, Shift를 누르고 끌어 옮겨요. 두 손가락으로도 돼요.
stage-contour-plot = 옵티마이저의 경로를 그린 등고선 지도. 누르면 출발점이 돼요
stage-loss-plot = 스텝에 따른 손실. 누르면 그 스텝으로 가요
stage-three-plot = 3차원 곡면. 끌면 돌아가요
stage-start-handle = 출발점: { $across } { $x }, { $up } { $y }. 끌거나 화살표 키로 옮겨요. Shift를 누르면 조금씩 움직여요.
stage-board-caption = 지금 스텝의 경주 상황
stage-optimizer = 옵티마이저
stage-learning-rate = 학습률
stage-distance = 최소점까지
stage-gradient-norm = 그래디언트 크기
stage-verdict = 판정
stage-verdict-end = 끝까지 보면:
stage-show-run = { $name } 보기
stage-learning-rate-of = { $name }의 학습률
stage-learning-rate-exact = { $name }의 학습률, 정확한 값
stage-learning-rate-reset = { $name }의 학습률: { $default }(으)로 되돌리기
stage-typed-unreadable = 입력한 값(‘{ $value }’)이 { $low }부터 { $high }까지의 수가 아니에요. { $to } 그대로예요.
stage-typed-beyond = 입력한 값(‘{ $value }’)이 { $low }부터 { $high }까지의 범위를 벗어나서 { $to }(으)로 해요.
stage-typed-between = 입력한 값(‘{ $value }’)이 정수가 아니어서 { $to }(으)로 해요.
stage-rate = 학습률
stage-limit-below = { $limit }보다 작으면 안정해요
stage-limit-above = 한계 { $limit }보다 커요
stage-limit-mark = 빨간 표시는 이 지점의 곡률에서 걸음이 잦아드는 가장 큰 학습률이에요. 점을 따라 움직여요.
stage-limit-scheduled = 스케줄이 있으면 실행 전체에서 가장 큰 배율일 때의 한계예요. 슬라이더를 움직이면 첫 스텝부터 다시 실행하니까요.
stage-clamp-to = { $high }까지만 효과가 있어요
stage-clamp-from = { $low }부터 효과가 있어요
stage-clamp-between = { $low }부터 { $high }까지만 효과가 있어요
stage-clamp-above = { $limit }보다 크면 효과가 같아요
stage-clamp-below = { $limit }보다 작으면 효과가 같아요
stage-clamp-mark = 회색 표시를 넘어서면 이 스텝에서 학습률을 바꿔도 결과가 같아요. 규칙이 표시된 값을 대신 써요.
stage-limit-outside = 여기서 한계({ $limit })는 이 슬라이더의 범위를 벗어나요.
stage-curvature = 곡률
stage-curvature-hint = 각 점에서 곡면이 얼마나 휘었는지 그려요
stage-curvature-drawn = 고리 위에서는 그 지점의 이차 근사 손실이 { $amount }만큼 달라져요. 고리가 작으면 곡률이 크고, 길쭉하면 골짜기예요. 점선은 아래로 휜 방향이에요.
stage-curvature-most = 가장 큰 곡률
stage-curvature-least = 가장 작은 곡률
stage-condition = 곡률의 비
stage-slice = 단면
stage-slice-hint = 옵티마이저 하나가 서 있는 점을 지나는 직선을 따라 손실을 그리고, 다음 걸음이 어디에 닿는지 보여 줘요
stage-slice-plot = 곡면의 단면
stage-slice-of = 누구의 걸음인지
stage-slice-along = 어느 직선을 따라 자르는지
stage-slice-along-gradient = 그래디언트 방향으로
stage-slice-along-axis = { $axis } 방향으로
stage-slice-distance-gradient = 내리막 방향 거리
stage-slice-distance-axis = { $axis } 방향 거리
stage-slice-above = 손실 − 여기 손실 ({ $value })
stage-slice-parabola = 이 점에서 맞춘 포물선 (1×: 바닥, 2×: 다시 여기 높이)
stage-slice-here = 걷기 전
stage-slice-landing = 걸은 뒤
stage-slice-falls = { $step }스텝에서 { $next }스텝으로 가며 손실이 줄어요. { $from } → { $to }.
stage-slice-rises = { $step }스텝에서 { $next }스텝으로 가며 손실이 늘어요. { $from } → { $to }.
stage-slice-stays = { $step }스텝에서 { $next }스텝으로 가도 손실이 그대로예요. { $from }.
stage-slice-lost = { $step }스텝에서 { $next }스텝으로 간 뒤의 손실은 수가 아니에요.
stage-slice-before = 이 직선을 따라 포물선 바닥까지 거리의 { $times }배를 가요.
stage-slice-past = 이 직선을 따라 포물선 바닥까지 거리의 { $times }배를 가서 바닥을 지나쳐요. 2배를 넘으면 포물선이 여기보다 높아져요.
stage-slice-climbs = 이 직선을 따라 포물선 바닥까지 거리의 { $times }배를 가요. 2배를 넘으면 포물선이 여기보다 높아져요.
stage-sweep = 학습률 훑어보기
stage-sweep-hint = 옵티마이저마다 학습률을 바꿔 가며 끝까지 실행하면 결과가 어떻게 되는지 보여 줘요
stage-sweep-plot = 학습률에 따른 실행 결과
stage-sweep-of = 실행마다 무엇을 볼지
stage-sweep-final = 마지막 손실
stage-sweep-best = 가장 낮은 손실
stage-sweep-mean = 평균 손실
stage-sweep-steps = 목표까지 걸린 스텝
stage-sweep-range = 범위 시험
stage-range-do = 범위 시험 시작
stage-range-others = 나머지도 범위 시험 시작
stage-range-take = 시험을 끝내고 { $rate } 쓰기
stage-range-none = 범위 시험에서는 스텝마다 학습률을 올려요. 지금은 그렇게 실행하는 옵티마이저가 없어요.
stage-range-steepest = { $rate }에서 가장 빨리 줄어요
stage-range-lowest = { $rate }에서 가장 낮아요
stage-range-worse = { $rate }부터는 시작할 때보다 나빠요
stage-range-flat = 어떤 학습률에서도 손실이 줄지 않아요
stage-range-about = 스텝마다 학습률을 올리며 한 번만 짧게 실행하고, 스텝이 끝난 뒤의 손실을 그 스텝의 학습률 위에 그렸어요. 이 출발점에서 손실이 줄기 시작하는 학습률과 치솟는 학습률을 알 수 있어요. 끝까지 갔을 때 어느 학습률이 가장 좋은지는 알 수 없어요. 학습률마다 한 스텝뿐이고, 그 스텝도 앞선 스텝이 옮겨 놓은 곳에서 시작하니까요. 가장 빨리 줄어드는 학습률이나 손실이 가장 낮은 학습률의 10분의 1을 골라 실행해 보세요.
stage-range-click = 그래프를 누르면 다른 학습률을 고를 수 있어요(점선). 버튼을 누르면 시험을 끝내고 그 학습률을 써요.
stage-sweep-about = 점 하나는 이 출발점에서 이 곡면을 이만큼의 스텝으로 끝까지 실행한 결과예요. 출발점이 다르면 가장 좋은 학습률도 달라질 수 있어요.
stage-sweep-target = 목표 손실은 { $loss }, 출발점 높이의 1000분의 1이에요.
stage-sweep-best-at = { $rate }일 때 가장 좋아요: { $value }
stage-sweep-yours = 지금 { $rate }: { $value }
stage-sweep-none = 목표에 닿는 학습률이 없어요
stage-sweep-diverged = 발산
stage-sweep-missed = 못 닿음
stage-sweep-loading = 학습률을 시험하고 있어요 …
stage-sweep-failed = 결과가 아직 오지 않았어요. 다시 요청할게요.
stage-sweep-limit = 점선은 지금 서 있는 지점에서 걸음이 잦아드는 가장 큰 학습률이에요.
stage-sweep-click = 그래프를 누르거나 끌면 가장 가까운 옵티마이저의 학습률이 그 값으로 바뀌어요. 표의 슬라이더로도 바꿀 수 있어요.

## 지도

stage-maps-race = 경주의 지도
stage-maps-kind = 무엇의 지도인지
stage-maps-rate = 학습률
stage-maps-plane = 설정 두 가지
stage-maps-basins = 끌림 영역
stage-maps-fair = 공정한 경주
stage-maps-about-fair = 옵티마이저마다 같은 횟수만큼 학습률을 시험하고, 저마다 가장 좋았던 결과로 겨뤄요.
stage-fair-goal = 목표
stage-fair-goal-steps = 목표까지 가장 적은 스텝
stage-fair-goal-final = 가장 낮은 마지막 손실
stage-fair-goal-mean = 가장 작은 곡선 아래 넓이
stage-fair-over = 평가 기준
stage-fair-over-start = 이 출발점
stage-fair-over-starts = 여러 출발점
stage-fair-over-seeds = 여러 시드
stage-fair-budget = 시험 횟수
stage-fair-on = 곡면
stage-fair-on-this = 이 곡면만
stage-fair-on-several = 여러 곡면
stage-fair-how = 옵티마이저마다 { $low }부터 { $high }까지 10의 거듭제곱에 고르게 퍼진 같은 학습률 { $budget }개를 시험해요. 시험 한 번은 다른 설정은 그대로 두고 이만큼의 스텝을 끝까지 실행하는 거예요.
stage-fair-how-starts = 시험마다 출발점 { $cases }개(지금 출발점과, 곡면에 고르게 퍼진 출발점들)에서 얻은 결과의 중앙값으로 평가해요.
stage-fair-how-seeds = 시험마다 시드 { $cases }개에서 얻은 결과의 중앙값으로 평가해요.
stage-fair-how-steps = 손실이 출발점 높이의 1000분의 1인 { $loss } 이하가 될 때까지 걸린 스텝을 세요.
stage-fair-how-target = 손실이 첫 출발점 높이의 1000분의 1로 낮아질 때까지 걸린 스텝을 세요.
stage-fair-how-final = 마지막 스텝의 손실을 비교해요.
stage-fair-how-mean = 모든 스텝의 손실 평균, 곧 손실 곡선 아래 넓이를 비교해요.
stage-fair-how-known = 손실은 알려진 가장 낮은 값 { $loss }에서 잰 높이예요.
stage-fair-table = 옵티마이저마다 찾은 결과
stage-fair-racer = 옵티마이저
stage-fair-rate = 찾은 학습률
stage-fair-cost = 결과
stage-fair-wide = 최고의 두 배 이내인 학습률
stage-fair-load = 불러오기
stage-fair-load-one = 불러오기
stage-fair-loaded = 불러옴
stage-fair-load-all = 찾은 학습률 모두 불러오기
stage-fair-failed = 못 닿음
stage-fair-no-range = 목표에 닿는 학습률이 없어요
stage-fair-spread = { $cost } ({ $low }~{ $high })
stage-fair-range = { $low }~{ $high }, 시험의 { $share }%
stage-fair-range-one = { $rate } 하나뿐, 시험의 { $share }%
stage-fair-profile = 모든 곡면에서
stage-fair-profile-about = 성능 프로파일이에요. 옵티마이저의 결과가 가장 좋은 결과의 몇 배 이내인 곡면의 비율을 보여 줘요. 왼쪽에서 높으면 자주 가장 좋고, 오른쪽에서 높으면 크게 뒤처지는 일이 드물어요. 100%에 못 미치고 끝나는 선은 나머지 곡면에서 실패한 거예요.
stage-fair-profile-line = 곡면 { $all }개 가운데 { $best }개에서 최고, { $twice }개에서 최고의 두 배 이내, { $failed }개에서 실패
stage-fair-factor = 가장 좋은 결과의 몇 배
stage-fair-costs = 곡면마다의 결과
stage-fair-shows = 이 문제에서 학습률에 이만큼 공을 들였을 때 옵티마이저마다 얼마나 잘하는지, 학습률을 얼마나 세심하게 맞춰야 하는지 보여 줘요. 좋은 학습률의 범위가 넓다는 점이 가장 낮은 숫자보다 값질 때가 많아요.
stage-fair-hides = 다른 문제에서, 다른 시험 횟수로, 또는 다른 설정까지 조정했을 때 어떨지는 보여 주지 않아요. 흩어진 정도보다 작은 차이나 한두 스텝의 차이로는 아무것도 말할 수 없어요.
stage-fair-picture = 그림 하나로 옵티마이저를 고르지 마세요. 가중치 두 개는 신경망이 아니에요. 후보들을 자신의 문제에서, 모두 같은 횟수로 조정해 비교하세요.
stage-maps-racer = 옵티마이저
stage-maps-x = 가로
stage-maps-y = 세로
stage-maps-goal = 보는 값
stage-maps-size = 칸 수
stage-maps-way = 지도의 이 부분까지 온 길
stage-maps-whole = 전체 지도
stage-maps-step = 지도의 일부, 너비 { $width }, 높이 { $height }
stage-maps-keys = 지도: 화살표 키로 한 칸씩, Shift와 함께 누르면 열 칸씩 옮겨 다녀요. Enter를 누르면 그 칸이 경주가 돼요. +와 − 키로 확대·축소하고 0 키로 전체를 봐요. 마우스로는 상자를 그리거나 Ctrl이나 ⌘를 누른 채 휠을 돌려 확대하고, 두 손가락으로 확대하고 옮겨요.
stage-maps-progress = 지도가 얼마나 왔는지
stage-maps-share = { $share }%
stage-maps-seconds = { $share }%, 약 { $seconds }초 남았어요
stage-maps-minutes = { $share }%, 약 { $minutes }분 남았어요
stage-maps-cancel = 그만두기
stage-maps-resume = 계속하기
stage-maps-halted = 그만뒀어요. 지금까지 온 칸은 그대로 있어요.
stage-maps-loading = 첫 칸들을 실행하고 있어요 …
stage-maps-point = 칸을 가리키면 그 경로가 지도 옆에 보이고, 누르면 그 칸이 경주가 돼요.
stage-maps-cell = { $across } { $x }, { $up } { $y }: { $value }
stage-maps-unknown = 아직 몰라요
stage-maps-diverged-at = { $step }스텝에서 발산
stage-maps-missed = 목표에 못 닿음, 마지막 손실 { $loss }
stage-maps-arrived = { $steps }스텝 만에 목표에 닿음, 마지막 손실 { $loss }
stage-maps-best = 가장 좋은 칸: { $cell }
stage-maps-no-best = 목표에 닿는 칸이 없어요.
stage-maps-yours = 지금 칸: { $cell }
stage-maps-outside = 지금 경주는 지도의 이 부분 밖에 있어요.
stage-maps-diverged-share = 칸의 { $share }%에서 발산했어요.
stage-maps-missed-share = { $share }%는 목표에 못 닿았어요.
stage-maps-legend-diverged = 발산: { $share }%
stage-maps-legend-missed = 목표에 못 닿음: { $share }%
stage-maps-legend-best = 가장 좋은 칸
stage-maps-legend-here = 지금 경주
stage-maps-legend-limit = 닫힌 식으로 구한 가장 큰 안정 학습률
stage-maps-legend-fastest = 닫힌 식으로 구한 가장 빠른 설정
stage-maps-legend-minimum = { $number }번 최소점 ({ $x }, { $y }): { $share }%
stage-maps-legend-others = 그 밖의 최소점 { $count }개: { $share }%
stage-maps-legend-unfinished = 아직 못 닿음: { $share }%
stage-maps-legend-saddle = 안장점: { $share }%
stage-maps-legend-slow = 어두울수록 스텝이 많이 걸려요
stage-maps-legend-start = 지금 출발점
stage-maps-part = { $name } { $share }%
stage-maps-minimum = { $number }번 최소점
stage-maps-ended = { $number }번 최소점에서 끝나요
stage-maps-ended-after = { $steps }스텝 만에 { $number }번 최소점
stage-maps-at-saddle = 안장점
stage-maps-unfinished = 아직 못 닿음
stage-maps-finest = 더 확대하면 이웃한 칸의 값이 같아져요.
stage-maps-one-setting = 이 경주에는 바꿀 수 있는 숫자가 둘 이상인 옵티마이저가 없어요. 모멘텀이나 Adam처럼 그런 옵티마이저를 더해 보세요.
stage-maps-no-racers = 경주하는 옵티마이저가 없어요. 하나 골라 보세요.
stage-maps-open = 실험실에서 열기
stage-maps-about-rate = 옵티마이저마다 학습률을 바꿔 가며 끝까지 실행한 결과예요.
stage-maps-about-plane = 칸 하나는 이 출발점에서 이 곡면을 이만큼의 스텝으로 끝까지 실행한 결과예요. 누르면 바로 그 실행이 열려요.
stage-maps-about-basins = 칸 하나는 그 출발점에서 끝까지 실행한 결과예요. 어디서 끝나는지는 곡면만이 아니라 옵티마이저와 그 설정에도 달려 있어요.
stage-slice-away = 이 직선에서 보면 포물선 바닥의 반대쪽으로 가요.
stage-slice-no-bottom = 이 직선을 따라서는 곡면이 위로 휘지 않아서 포물선에 바닥이 없어요.
stage-slice-aside = 이 직선에서 옆으로도 { $aside }만큼 벗어나요.
stage-slice-fine = 이 직선을 따라 손실이 거의 변하지 않아서, 배정밀도 수의 눈금 때문에 곡선이 거칠어요.
stage-slice-flat = 여기서는 기울기가 0이거나 유한하지 않아서 내리막 직선이 없어요.
stage-slice-none = 이 경로에는 스텝이 없어요.
stage-slice-missing = 이 곡면은 브라우저에서 계산할 수 없어서 단면이 없어요.

## 표본과 미니배치

data-set = 데이터
data-set-help = 손실을 이루는 표본이에요. 시드로 만든 데이터, 고전 데이터, 또는 직접 올린 표의 두 열을 쓸 수 있어요.
data-source = { $story } 출처: { $reference }. 측정한 사실이라 저작권이 없어요.
file = 내 표 (CSV나 텍스트)
file-help = 1MB까지 올릴 수 있어요. 파일은 이 세션에만 있고 링크에는 들어가지 않아요. 링크를 여는 사람에게도 파일이 있어야 해요.
file-wanted = 숫자 열이 두 개 이상 있는 파일을 고르거나 셀을 붙여넣어 주세요. 그때까지는 시드로 만든 데이터를 써요.
paste = 또는 셀 붙여넣기
paste-help = 스프레드시트에서 복사한 셀이나, 수를 쉼표로 나눈 줄을 넣어 주세요. 파일처럼 이 세션에만 남아요.
paste-here = 여기에 붙여넣기
pasted-read = 붙여넣은 셀에서 { $rows }행 { $columns }열을 읽었어요.
file-scaled-input = 모델의 입력: (‘{ $name }’ − { $centre }) / { $scale }.
file-scaled-target = 모델의 목푯값: (‘{ $name }’ − { $centre }) / { $scale }.
column-x = 입력
column-y = 목푯값
replacement = 복원 추출
replacement-help = 끄면 에포크마다 모든 표본이 무작위 순서로 한 번씩 나와요. 켜면 뽑을 때마다 어떤 표본이든 다시 나올 수 있어요.
drop-last = 작은 마지막 배치 버리기
drop-last-help = 표본 수가 배치 크기로 나누어떨어지지 않아서 에포크의 마지막 배치가 더 작아요.
drop-last-dropped = { $count ->
   *[other] 에포크마다 마지막 표본 { $count }개를 쓰지 않아요.
    }
drop-last-kept = { $count ->
   *[other] 에포크의 마지막 배치에는 표본이 { $count }개뿐이에요.
    }
seed = 순서의 시드
seed-help = 같은 시드는 같은 배치나 같은 잡음을 다시 만들어요. 모든 옵티마이저가 같은 것을 써요.
racer-name = { $name }, { $differences }
racer-setting = { $name } { $value }
racer-number = { $name } { $number }
twin-name = { $name }, 전체 표본
answer-name = 평균 · { $name }
stage-batch = 배치 크기
stage-batch-exact = 배치 크기를 숫자로 입력
stage-batch-one = SGD: 스텝마다 표본 1개
stage-batch-mini = 미니배치 SGD: 스텝마다 { $size }개 중 { $count }개
stage-batch-full = 경사 하강법(GD): 스텝마다 표본 { $size }개 전부
stage-batch-shuffle = 순서 새로 뽑기
stage-batch-shuffle-hint = 배치를 다른 무작위 순서로 뽑아요. 모든 옵티마이저가 같은 순서를 써요
stage-versus = 전체 표본과 비교
stage-versus-hint = 같은 학습률로 표본 전체를 쓰는 경주도 함께 해요(점선)
stage-axis = 재생과 손실 그래프의 기준
stage-axis-steps = 스텝
stage-axis-samples = 본 표본 수
stage-axis-epochs = 에포크
stage-ahead = 표본 { $samples }개를 본 시점의 손실 순위: { $name } { $loss }, { $next } { $other }
stage-batch-map = 배치 등고선
stage-batch-map-hint = 선은 이번 스텝의 배치만으로 계산한 손실이고, 고리는 그 배치의 최소점이에요
stage-fit = 데이터
stage-fit-hint = 데이터와 현재 가중치에서의 모델 곡선을 보여요. 지도를 가리키면 그 점의 모델이 나와요
stage-fit-plot = 데이터와 옵티마이저마다의 모델 곡선. 이번 스텝의 배치에 든 표본을 강조해요
stage-fit-batch = { $step }스텝, { $name }: 배치({ $count }개)의 손실 { $seen }, 전체 손실 { $loss }
stage-fit-full = { $step }스텝, { $name }: 전체 손실 { $loss }
stage-fit-under = 가리킨 점 w = ({ $x }, { $y }): 전체 손실 { $loss }
stage-cloud = 그래디언트 구름
stage-cloud-hint = 표본 하나하나의 그래디언트와, 배치의 평균과 전체의 평균을 보여 줘요
stage-cloud-plot = 현재 가중치에서 모든 표본의 그래디언트. 배치에 든 것을 강조하고, 화살표는 두 평균이에요
stage-cloud-batch = { $step }스텝, { $name }: 배치 평균 { $batch }, 전체 그래디언트 { $full }, 두 벡터 사이 각의 코사인 { $cosine }
stage-cloud-full = { $step }스텝, { $name }: 표본을 모두 쓰므로 전체 그래디언트를 그대로 따라가요. 전체 그래디언트 { $full }
stage-cosine = 코사인
stage-sample-of = 배치를 볼 옵티마이저
stage-sample-plots = 데이터와 그래디언트

## 여러 시드

many = 여러 시드로 반복하기
many-help = 시드 하나는 한 번의 이야기일 뿐이에요. 같은 설정을 여러 시드로 돌려서 배치와 잡음이 평균적으로 어떤 일을 하는지 보세요.
many-count = 시드 수
many-run = 실행
many-cancel = 취소
many-cost = 약 { $seconds }초 걸려요.
many-waiting = { $count ->
   *[other] 기다리는 중이에요. 앞에 작업이 { $count }개 있어요.
    }
many-running = { $share } 끝났어요. 그동안 페이지는 그대로 쓸 수 있어요.
many-cancelled = 취소했어요. 결과는 남지 않았어요.
many-busy = 기다리는 사람이 너무 많아요. 잠시 뒤에 다시 해 주세요.
many-stale = 여러 시드를 돌린 뒤에 설정이 바뀌어서 그 결과는 더 보여 주지 않아요. 이 설정으로 다시 실행해 주세요.
many-shown = 시드 { $count }개의 결과예요. 손실 그래프에서 진한 띠는 25–75%, 옅은 띠는 5–95%, 점선은 중앙값이에요. 지도의 점은 각 시드가 끝난 곳이에요. 비율 옆 괄호는 95% 신뢰 구간이에요.
many-optimizer = 옵티마이저
many-left = 출발한 최소점을 떠난 비율
many-median = 마지막 손실의 중앙값
many-span = 5–95%
many-diverged = 발산
many-no-home = 출발점에서 내려가는 길이 어느 최소점에도 닿지 않아서 떠날 최소점이 없어요.
stage-ends = 끝점
stage-ends-hint = 점은 여러 시드가 각각 끝난 곳이에요

## 담아 둔 경주와 잔상(지금 경주 뒤에 그리는 경주)

stage-kept-title = 담아 둔 경주
stage-kept-close = 닫기
stage-kept-none = 아직 담은 경주가 없어요. ‘담아 두기’를 누르면 지금 보이는 경주가 여기에 담겨요. 담은 경주는 다시 열거나 다른 경주 뒤에 겹쳐 볼 수 있어요.
stage-kept-where = 이 브라우저에만 담아 둬요. 브라우저의 데이터를 지우면 함께 지워져요. 다른 곳으로 옮기려면 파일로 저장하세요.
stage-kept-name = 이 경주의 이름
stage-kept-open = 열기
stage-kept-open-of = ‘{ $name }’ 열기
stage-kept-ghost = 잔상
stage-kept-ghost-of = 잔상: ‘{ $name }’ 경주를 지금 경주 뒤에 그리기
stage-kept-remove = ‘{ $name }’ 빼기
stage-kept-removed = ‘{ $name }’ 경주를 뺐어요.
stage-kept-put-back = 되돌리기
stage-kept-save = 파일로 저장
stage-kept-add = 파일에서 더하기
stage-kept-done = ‘{ $name }’ 이름으로 담았어요
stage-kept-known = 이 경주는 ‘{ $name }’ 이름으로 이미 담겨 있어요.
stage-kept-table = 직접 가져온 표로 하는 경주예요. 표는 링크에 담기지 않아서 이 경주는 담아 둘 수 없어요.
stage-kept-most = 경주를 { $count }개까지 담아 둘 수 있어요. 하나를 빼면 이 경주를 담을 수 있어요.
stage-kept-full = 브라우저에 남은 자리가 없어요. 잃은 것은 없어요. 경주를 하나 빼고 다시 해 보세요.
stage-kept-refused = 시크릿 창처럼 페이지가 아무것도 저장할 수 없는 브라우저라서 경주를 담아 둘 수 없어요. ‘공유’를 누르면 이 경주의 링크를 얻을 수 있어요.
stage-kept-added = 더한 경주: { $count }개
stage-kept-same = 이 파일의 경주는 모두 이미 담겨 있어요.
stage-kept-part = 더한 경주: { $count }개. 읽을 수 없거나 자리가 없어서 뺀 경주: { $other }개
stage-kept-unreadable = 담아 둔 경주의 파일이 아니에요. 바뀐 것은 없어요.
stage-kept-large = 파일이 5MB보다 커요. 담아 둔 경주는 이렇게 크지 않아요. 바뀐 것은 없어요.
stage-kept-racers = 옵티마이저 { $count }개
stage-kept-batch = 배치 { $size }
stage-kept-steps = 스텝
stage-kept-seed = 시드
stage-kept-start = 출발점
stage-ghost-of = 잔상: { $name }.
stage-ghost-away = 잔상 지우기
stage-ghost-elsewhere = 손실은 다른 곡면의 값이에요.
stage-ghost-elsewhere-log = 손실은 다른 곡면의 값이고, 그 곡면의 가장 낮은 손실({ $lowest })에서부터 쟀어요.
stage-ghost-untimed = 세어 볼 표본이 없어서 손실은 그래프에 그리지 않아요.

## 내려받기

# Take away: what the server refuses
take-busy = 지금 파일을 받으려는 사람이 너무 많아요. 잠시 뒤에 다시 해 보세요.
take-gone = 가져온 표가 더는 여기에 없어요. 표를 다시 열면 내려받을 수 있어요.
take-long = 오래 걸리는 경주인데 아직 돌리지 않았어요. 화면에 경주가 나오면 내려받을 수 있어요.
take-no-seeds = 이 경주를 여러 시드로 돌린 결과가 없어요. 먼저 여러 시드로 돌려 보세요.
take-map-unfinished = 지도가 아직 다 그려지지 않았어요. 다 그려지면 내려받을 수 있어요.
take-large = 파일이 40MB보다 커져요. 스텝이나 칸을 줄이거나 다른 형식을 골라 보세요.
take-nobody = 경주에 옵티마이저가 없어서 내려받을 것이 없어요.
take-no-package = 이 실행은 그 패키지로 쓸 수 없어요.

# Take away: the dialog
stage-take = 내려받기
stage-take-close = 닫기
stage-take-groups = 내려받을 것
stage-take-bytes = { $amount }바이트
stage-take-about = 약 { $size }
stage-take-saved = 저장했어요: { $name }, { $size }
stage-take-making = 만들고 있어요 …
stage-take-failed = 지금은 만들지 못했어요. 잠시 뒤에 다시 해 보세요.

# Take away: link
stage-take-link = 링크
stage-take-link-what = 지금 보는 그대로 열리는 주소예요. 경주, 스텝, 확대, 카메라까지 같아요.
stage-take-link-field = 지금 보는 것의 링크
stage-take-link-size = { $count }자
stage-take-link-copy = 링크 복사
stage-take-link-file = 직접 가져온 표는 링크에 담기지 않아요. 링크를 열면 Ravine에 있는 데이터로 하는 경주가 보여요.
stage-take-link-share = QR 코드와 페이지에 넣기

# Take away: program
stage-take-program = 프로그램
stage-take-program-what = 그대로 실행되고 지금 보는 손실을 출력하는 파이썬 파일이에요. Jupyter와 Colab에서 여는 노트북으로도 받을 수 있어요.
stage-take-program-racer = 옵티마이저
stage-take-program-package = 패키지
stage-take-program-own = { $name }에 이 규칙이 있어서 그 옵티마이저로 똑같이 실행돼요.
stage-take-program-numpy = NumPy만 써서 규칙을 한 줄씩 다 적었어요.
stage-take-program-numpy-only = PyTorch와 optax로는 똑같이 실행되지 않아서 NumPy만 쓴 프로그램이에요. 이유는 첫 줄에 있어요.
stage-take-program-save = 프로그램 저장
stage-take-program-notebook = 노트북 저장
stage-take-program-text = 프로그램 내용
stage-take-copy = 복사
stage-take-copied = 복사했어요.

# Take away: data
stage-take-data = 데이터
stage-take-data-what = 모든 수를 마지막 비트까지 그대로, 그 수가 나온 링크와 함께 담아요.
stage-take-data-of = 내용
stage-take-data-race = 이 경주
stage-take-data-race-what = 옵티마이저마다 스텝마다 한 줄이에요: 가중치, 손실, 그래디언트, 학습률, 상태, 본 표본 수, 판정.
stage-take-data-seeds = 여러 시드
stage-take-data-seeds-what = 시드마다 어디에서 끝났는지, 스텝마다 손실이 얼마나 퍼져 있는지 담아요.
stage-take-data-map = 이 지도
stage-take-data-map-what = 칸마다 한 줄이에요: 그 칸의 설정과 실행 결과. 축도 파일에 들어 있어요.
stage-take-data-table = 행 { $count }개, 열 { $other }개
stage-take-data-csv = 스프레드시트, pandas, R에서 여는 표예요
stage-take-data-json = 모든 배열과 설정이 있어서 어느 언어로든 읽을 수 있어요
stage-take-data-npz = NumPy 배열이고 파일이 가장 작아요

# Take away: Offline page
stage-take-offline = 오프라인 페이지
stage-take-offline-what = 이 경주가 담긴 HTML 파일 하나예요. 디스크나 학습 플랫폼, 휴대전화에서 네트워크 없이 열려요.
stage-take-offline-can = 재생하고, 확대하고, 3차원으로 돌려 보고, 숫자도 읽을 수 있어요. 학습률과 출발점도 끌 수 있고, 결과는 여기와 똑같아요.
stage-take-offline-cannot = 옵티마이저, 곡면, 스텝 수를 바꾸는 일과 지도, 학습률 훑기는 앱에서만 돼요. 페이지에 앱으로 가는 링크가 들어 있어요.
stage-take-offline-save = 페이지 저장
stage-take-offline-failed = 페이지를 만들지 못했어요. 연결을 확인한 뒤 이 항목을 다시 열어 주세요.
stage-take-offline-title = { $name } 경주 · Ravine
stage-take-offline-caption = { $all }, { $steps }스텝
stage-take-offline-live = 같은 경주를 앱에서 보기:
stage-take-offline-note = 이 페이지는 네트워크 없이 열려요. 학습률이나 지도 위의 출발점을 끌면 바로 여기에서 다시 계산해요.
offline-unable = 이 브라우저는 너무 오래되어 이 페이지를 열 수 없어요. Chrome·Edge 103, Firefox 114, Safari 16.4 이상에서 열어 주세요.
offline-scriptless = 경주는 이 페이지에 든 스크립트가 그려요. 스크립트를 허용하면 볼 수 있어요.

# Take away: picture
stage-take-picture = 그림
stage-take-picture-what = 지금 보는 경주의 그림이에요. 스텝, 확대, 카메라가 그대로예요. 발표 자료, 보고서, 게시글에 넣어 보세요.
stage-take-picture-size = 크기
stage-take-picture-page = 페이지에서 보는 크기
stage-take-picture-page-2 = 페이지에서 보는 크기, 두 배 선명하게
stage-take-picture-slide = 슬라이드, 1920 × 1080
stage-take-picture-square = 정사각형, 1080 × 1080
stage-take-picture-print = 인쇄, 너비 18 cm, 300 dpi
stage-take-picture-format = 형식
stage-take-picture-colours = 색
stage-take-picture-light = 밝게
stage-take-picture-dark = 어둡게
stage-take-picture-panels = 그래프
stage-take-picture-map = 지도
stage-take-picture-three = 3차원
stage-take-picture-loss = 손실
stage-take-picture-words = 함께 넣기
stage-take-picture-legend = 범례
stage-take-picture-caption = 이름, 설정, 링크
stage-take-picture-save = 그림 저장
stage-take-picture-making = 그리고 있어요…
stage-take-picture-made = { $width } × { $height }픽셀, { $size }
stage-take-picture-none = 그래프를 하나 이상 골라 주세요.
stage-take-picture-failed = 브라우저가 이 그림을 만들지 못했어요. 더 작은 크기로 해 보세요.
stage-take-picture-deeper = { $value } 아래로 곡선이 이어져요
stage-take-picture-preview = 그림 미리 보기

# Take away: film
stage-take-film = 영상
stage-take-film-what = 경주를 처음부터 끝까지 담아요. 발표 자료, 과제, 블로그에 쓸 수 있어요. 브라우저가 직접 만들고, 서버로 보내는 것은 없어요.
stage-take-film-length = 길이
stage-take-film-seconds = { $seconds }초
stage-take-film-caption = 이름과 설정
stage-take-film-start = 영상 만들기
stage-take-film-cancel = 취소
stage-take-film-progress = 영상을 { $share } 만들었어요
stage-take-film-failed = 영상을 만들지 못했어요. 크기를 줄이거나 다른 형식으로 해 보세요.
stage-take-film-cancelled = 취소했어요. 저장한 것은 없어요.
stage-take-film-about = { $size }, { $count }프레임
stage-take-film-covered = 영상에는 아직 재생하지 않은 부분까지 나와요. 먼저 경주를 끝까지 재생해 주세요.
stage-take-film-too-large = 브라우저의 메모리로는 만들 수 없는 크기예요. 크기나 길이를 줄여 주세요.
stage-take-film-not-built = 이 서버에는 인코더가 없어요.
stage-take-film-not-here = 이 브라우저로는 만들 수 없어요.
stage-take-film-slow-not-built = 이 서버에는 빠른 인코더가 없어서 재생하면서 녹화해요. { $seconds }초 걸려요. 그동안 이 탭을 보이게 두세요. 빠지는 프레임이 있을 수 있어요.
stage-take-film-slow-no-https = http로 연 페이지에서는 브라우저의 빠른 인코더를 쓸 수 없어서 재생하면서 녹화해요. { $seconds }초 걸려요. 그동안 이 탭을 보이게 두세요. 빠지는 프레임이 있을 수 있어요.
stage-take-film-slow-browser = 이 브라우저에는 이 형식의 빠른 인코더가 없어서 재생하면서 녹화해요. { $seconds }초 걸려요. 그동안 이 탭을 보이게 두세요. 빠지는 프레임이 있을 수 있어요.
stage-take-film-other-codec = 이 브라우저는 H.264로 만들지 못해서 MP4에 { $name } 영상을 담아요. 재생하지 못하는 프로그램이 있을 수 있어요.

## Streamlit의 말(영어뿐이라 여기서 바꿔요)과 연결을 알리는 줄

streamlit-line-first = 페이지를 불러오고 있어요. 인터넷이 느리면 조금 걸려요.
streamlit-line-lost = 연결이 끊겨서 다시 연결하고 있어요. 화면의 경주는 그대로 볼 수 있고, 거기서 바꾼 것은 연결되면 반영돼요.
streamlit-line-slow = 서버의 답을 기다리고 있어요.
streamlit-line-back = 다시 연결됐어요.
streamlit-main-menu = 메뉴
streamlit-sidebar = 사이드바
streamlit-collapse-sidebar = 사이드바 접기
streamlit-expand-sidebar = 고르기
streamlit-notifications = 알림
streamlit-theme = 색
streamlit-system = 기기 설정대로
streamlit-light = 밝게
streamlit-dark = 어둡게
streamlit-rerun = 다시 그리기
streamlit-print = 인쇄
streamlit-copy-version = 버전 복사
streamlit-about = 정보
streamlit-stop = 멈추기
streamlit-running = 페이지를 그리고 있어요
streamlit-wait = 잠시만 기다려 주세요
streamlit-connecting = 연결 중
streamlit-connecting-to = 서버에 연결하고 있어요
streamlit-unreachable = 서버에 연결할 수 없어요
streamlit-error = 연결 안 됨
streamlit-open = 열기
streamlit-close = 닫기
streamlit-clear = 지우기
streamlit-clear-all = 모두 지우기
streamlit-select-all = 모두 선택
streamlit-no-results = 찾은 것이 없어요
streamlit-no-options = 고를 것이 없어요
streamlit-skip = 본문으로 건너뛰기
streamlit-choose-options = 골라 주세요
streamlit-choose-option = 하나를 골라 주세요
streamlit-increment = 늘리기
streamlit-decrement = 줄이기
streamlit-help = 도움말
streamlit-help-for = { $what } 도움말
streamlit-press-enter = Enter를 누르면 적용돼요
streamlit-press-keys = { $what }+Enter를 누르면 적용돼요
streamlit-upload = 파일 고르기
streamlit-add-files = 다른 파일 고르기
streamlit-file-upload = 파일 고르기
streamlit-drop-file = 파일을 여기에 놓아 주세요
streamlit-per-file = { $what }까지
streamlit-per-file-of = { $what }까지 • { $types }
streamlit-remove-file = { $what } 빼기
streamlit-no-such-files = 이런 파일({ $what })은 읽을 수 없어요. 표를 CSV나 텍스트로 저장해 주세요.
streamlit-file-too-large = 파일이 { $what }보다 커요. 행이나 열을 줄여 주세요.
streamlit-closed-line = 연결이 끊겼어요. 다시 연결되면 해 보세요.

# The menu of a row of the board.
stage-racer-menu = 참가자
stage-racer-menu-of = { $name }: 복사, 펼치기, 옮기기, 빼기
stage-racer-copy = 복사
stage-racer-fan = 여러 값으로 펼치기…
stage-racer-up = 위로
stage-racer-down = 아래로
stage-racer-settings = 설정 보기
stage-racer-remove = 빼기
stage-fan-title = { $name } 펼치기: 값 다섯 개를 나란히 비교해요
stage-fan-of = 바꿀 값
stage-fan-from = 가장 작은 값
stage-fan-to = 가장 큰 값
stage-fan-go = 다섯 개로 실행
stage-fan-refused = { $low }에서 { $high } 사이의 수 두 개를 작은 것부터 적어 주세요.
part-menu = 줄마다 있는 메뉴

## 페이지

app-title = Ravine
app-tagline = 여러 옵티마이저가 손실 곡면을 내려가는 경주를 지켜보세요. 학습률을 끌면 경로가 바로 휘어져요.
language = 언어
surface = 손실 곡면
surface-help = 내려갈 곡면이에요. 두 가중치에 대한 손실이죠. 다른 곡면을 고르면 출발점, 스텝 수, 학습률이 그 곡면에 맞게 바뀌어요.
optimizers = 옵티마이저
optimizers-help = 경주에 나갈 옵티마이저예요. 학습률은 그림 아래 표에서 바꿔요.
steps = 스텝 수
steps-help = 각 옵티마이저가 가중치를 갱신하는 횟수예요. 1부터 10,000까지 정할 수 있어요.
start = 출발점
start-x = 출발점 x
start-y = 출발점 y
start-help = 등고선 지도를 누르거나 지도 위의 고리를 끌어도 정할 수 있어요.
settings = 설정
reset-all = 처음부터
reset-all-help = 모든 설정을 기본값으로 돌리고 첫 경주로 돌아가요.
reset-one = { $value }(으)로 되돌리기
no-optimizers = 경주를 보려면 옵티마이저를 하나 이상 고르세요.
warming = 곡면과 옵티마이저를 컴파일하고 있어요. 서버를 켠 뒤 한 번만 하고 몇 초 걸려요.
rules = 한 스텝의 계산
reference = 출처: { $reference }
notices = 쓸 수 없었던 값
notices-more = 이 밖에 { $count }개가 더 있어요.
suggested = 학습률을 { $surface }에 맞췄어요. 출발점과 최솟점에서 안정적인 한계의 절반이고, 보폭이 기울기에 비례하지 않는 옵티마이저는 그림 대각선의 100분의 1이에요.
off-picture = 출발점이 그림 밖에 있어요.

## 곡면

surface-bowl = 타원형 그릇
    .story = 한쪽은 가파르고 한쪽은 완만해요. 학습률 하나로 두 방향을 다 맞춰야 하니, 경사 하강법은 지그재그로 튀거나 기어가요.
surface-saddle = 안장
    .story = 가운데는 기울기가 0이지만 최솟점이 아니에요. 한쪽으로는 내려가고 다른 쪽으로는 올라가죠. 능선을 따라 들어오면 빠져나가는 데 오래 걸려요.
surface-rosenbrock = 로젠브록
    .story = 벽이 가파른 굽은 골짜기예요. 골짜기까지는 누구나 금방 가지만, 골짜기를 따라 최솟점까지 걷는 일이 어려워요.
surface-himmelblau = 힘멜블라우
    .story = 깊이가 같은 최솟점이 네 개 있어요. 어디에 닿는지는 출발점과 옵티마이저, 학습률이 정해요.
surface-rastrigin = 라스트리긴
    .story = 넓은 그릇에 오목한 홈이 격자로 파여 있어요. 홈마다 지역 최솟점이고, 가운데 홈이 가장 깊어요.

## 곡면의 매개변수

parameter-condition-number = 조건수
    .help = 가파른 방향의 곡률이 완만한 방향의 몇 배인지 나타내요.
parameter-rotation = 회전(도)
    .help = 타원을 돌려요. 좌표마다 보폭을 정하는 옵티마이저는 영향을 받고, 경사 하강법은 받지 않아요.
parameter-quartic = 4차 항
    .help = 내려가는 쪽을 다시 위로 굽혀요. 0이면 끝없이 내려가는 순수한 안장이에요.
parameter-a = 최솟점의 위치
    .help = 최솟점이 (a, a²)에 있어요.
parameter-b = 벽의 가파름
    .help = 클수록 골짜기가 좁아져요.
parameter-amplitude = 홈의 깊이
    .help = 0이면 홈이 없는 그릇이에요.

## 옵티마이저

optimizer-gd = 경사 하강법
    .idea = 기울기의 반대 방향으로 곧장 내려가요. 가파를수록 멀리 가요.
optimizer-momentum = 모멘텀
    .idea = 그래디언트를 누적해서 무거운 공처럼 가던 방향을 지켜요. 감쇠를 모멘텀 값과 같게 두면 평균을 내는 꼴이 돼요.
optimizer-nesterov = 네스테로프
    .idea = 곧 만날 그래디언트로 스스로를 고치는 모멘텀이에요.
optimizer-rmsprop =
    .idea = 가중치마다 보폭을 따로 정해요. 가파른 쪽은 조심조심, 완만한 쪽은 과감하게 가요.
optimizer-adam =
    .idea = 방향은 모멘텀, 보폭은 RMSProp에서 가져오고, 0에서 시작해 생기는 치우침을 둘 다 보정해요.
optimizer-adamw =
    .idea = 가중치 감쇠가 가중치를 직접 0 쪽으로 당기는 Adam이에요. 감쇠는 그래디언트의 크기로 나누지 않아요.

## 하이퍼파라미터

parameter-lr = 학습률
    .help = 한 번 갱신할 때 얼마나 가는지 정해요.
parameter-momentum = 모멘텀
    .help = 지난 스텝의 속도를 얼마나 남길지 정해요.
parameter-dampening = 감쇠
    .help = 새 그래디언트를 속도에 더할 때 얼마나 덜어 낼지 정해요. 모멘텀과 같은 값이면 합 대신 평균이 돼요.
parameter-weight-decay = 가중치 감쇠
    .help = 가중치를 0 쪽으로 당겨요. 그러면 경로가 끝나는 곳은 곡면의 최솟점이 아니에요.
parameter-alpha = 평활 계수
    .help = 그래디언트 제곱의 평균이 얼마나 천천히 잊는지 정해요.
parameter-eps = 엡실론
    .help = 나누는 수가 0이 되지 않게 해요. 크게 잡으면 보폭이 다시 기울기에 따라 줄어요.
parameter-beta1 = 베타 1
    .help = 그래디언트의 평균이 얼마나 천천히 잊는지 정해요.
parameter-beta2 = 베타 2
    .help = 그래디언트 제곱의 평균이 얼마나 천천히 잊는지 정해요.

## 판정

verdict-converged = 최솟점 { $minimum }, { $step }스텝
    .criterion = { $step }스텝부터 최솟점에서 그림 대각선의 { $near } 안에 머물러요.
verdict-moving = 아직 가는 중
    .criterion = 스텝이 끝날 때까지 최솟점에 닿지 못했고, 다른 판정에도 들지 않아요.
verdict-oscillating = 진동
    .criterion = 마지막 { $window } 동안 걸은 거리가 나아간 거리의 열 배를 넘고, 손실은 거의 줄지 않았어요.
verdict-saddle = 안장점에 갇힘
    .criterion = 안장점 곁에서 끝났고, 마지막 { $window } 동안 그림 대각선의 { $still }도 움직이지 않았어요.
verdict-plateau = 평지에 갇힘
    .criterion = 마지막 { $window } 동안 그림 대각선의 { $still }도 움직이지 않았어요. 평평하지만 최솟점은 아닌 곳이에요.
verdict-diverged = 발산, { $step }스텝
    .criterion = { $step }스텝에서 가중치가 10억을 넘었거나 유한하지 않은 수가 나왔어요. 경로는 거기서 끝나요.
verdict-left = 벗어남, { $step }스텝
    .criterion = { $step }스텝부터 그림 밖에 있어요. 축소하면 어디로 갔는지 보여요.

## 쓸 수 없었던 값

problem-used = 대신 { $used }(을)를 써요.
problem-unknown-surface = ‘{ $given }’(이)라는 곡면은 없어요.
problem-unknown-optimizer = ‘{ $given }’(이)라는 옵티마이저는 없어서 뺐어요.
problem-unknown-name = ‘{ $field }’(은)는 없는 설정이라 뺐어요.
problem-unknown-key = 링크에 있는 ‘{ $field } = { $given }’(은)는 여기서 뜻이 없어서 뺐어요.
problem-not-a-number = ‘{ $field }’에는 수가 와야 하는데 ‘{ $given }’(은)는 수가 아니에요.
problem-not-a-whole-number = ‘{ $field }’에는 정수가 와야 하는데 ‘{ $given }’(은)는 정수가 아니에요.
problem-not-a-point = 출발점은 쉼표로 나눈 두 수여야 하는데 ‘{ $given }’(은)는 그렇지 않아요.
problem-not-a-choice = ‘{ $given }’(은)는 ‘{ $field }’에서 고를 수 있는 값이 아니에요.
problem-out-of-range = ‘{ $field } = { $given }’(은)는 { $low }부터 { $high }까지의 범위를 벗어나요.
problem-repeated = 링크에 ‘{ $field }’(이)가 두 번 나와서 ‘{ $given }’(은)는 뺐어요.
problem-link-too-long = 링크가 { $high }자보다 길어서 아무것도 쓰지 않았어요.
problem-newer-link = 더 새로운 버전에서 만든 링크예요. 이 버전이 아는 것만 써요.

## 무대

stage-playback = 재생
stage-play = 재생
stage-pause = 일시 정지
stage-step-back = 한 스텝 뒤로
stage-step-forward = 한 스텝 앞으로
stage-loop = 반복 재생
stage-seek = 스텝
stage-speed = 속도
stage-step = 스텝
stage-loss = 손실
stage-loss-log = 손실 (로그)
stage-loss-above = 손실 − 최저 손실 ({ $lowest })
stage-toolbar = 보기
stage-log-loss = 손실 로그
stage-log-loss-hint = 손실 그래프에 최저 손실과의 차이를 로그 축으로 그려요
stage-log-height = 높이 로그
stage-log-height-hint = 색과 3차원 높이를 손실의 로그로 정해요. 눈금에는 실제 손실을 적어요
stage-gradient = 기울기
stage-gradient-hint = 가장 가파르게 내려가는 방향의 화살표예요. 방향은 정확하고 길이는 로그 척도예요
stage-marks = 최솟점
stage-marks-hint = 최솟점(별은 전역, 고리는 지역)과 안장점(가위표)을 표시해요
stage-three = 3차원
stage-three-hint = 곡면을 3차원으로 보여 줘요
stage-share = 링크 복사
stage-copy-link = 링크 복사 (지금 이 상태 그대로)
stage-copied = 링크를 복사했어요
stage-copy-failed = 브라우저가 복사를 허락하지 않았어요
stage-save-picture = 그림 저장 (PNG)
stage-full-screen = 전체 화면
stage-zoom-in = 확대
stage-zoom-out = 축소
stage-zoom-reset = 전체 보기
stage-contour-plot = 옵티마이저의 경로를 그린 등고선 지도. 누르면 출발점이 돼요
stage-loss-plot = 스텝에 따른 손실. 누르면 그 스텝으로 가요
stage-three-plot = 3차원 곡면. 끌면 돌아가요
stage-no-webgl = 이 브라우저는 3차원을 그릴 수 없어요 (WebGL 없음).
stage-start-handle = 출발점: x { $x }, y { $y }. 끌거나 화살표 키로 옮겨요. Shift를 누르면 조금씩 움직여요.
stage-board-caption = 지금 스텝의 경주 상황
stage-optimizer = 옵티마이저
stage-learning-rate = 학습률
stage-distance = 최솟점까지
stage-gradient-norm = 기울기 크기
stage-verdict = 판정
stage-show-run = { $name } 보기
stage-learning-rate-of = { $name }의 학습률
stage-learning-rate-exact = { $name }의 학습률, 정확한 값
stage-learning-rate-reset = { $name }의 학습률: { $default }(으)로 되돌리기
stage-learning-rate-refused = { $low }부터 { $high }까지의 수를 넣어 주세요.

# AdamW on sine_fit, in PyTorch.
# The rule: Loshchilov & Hutter, ICLR (2019).
# From Ravine, the same run:
# https://ravine.example/?s=sine_fit&s.size=32.0&s.noise=0.3&s.outliers=0.0&s.feature_scale=1.0&s.data_seed=1.0&batch=8&replacement=0&drop_last=0&start=3.0,-1.0&steps=20&seed=0&o=adamw&adamw.lr=0.05&adamw.beta1=0.9&adamw.beta2=0.999&adamw.eps=1e-08&adamw.weight_decay=0.01&adamw.amsgrad=0.0&v=3
# Needs PyTorch.

import torch

torch.set_default_dtype(torch.float64)


# The surface sine_fit: least squares of a frequency, as in Bloomfield, Fourier Analysis of Time Series
# (1976).
def sample(w1, w2, a, b):
    z = w1 * a + w2
    error = torch.sin(z) - b
    return error * error


# 32 samples: input a, target b.
a = torch.tensor(
    [
        -1.0087656487913972, 0.6713758418739524, 0.04579595935449943, -2.0622109423656503, 1.8241903347330974,
        -2.886816642056136, -2.5397830263957872, -0.3755447608462008, 2.7185854722087703, 1.8865920113301125,
        -1.2904058623630135, 0.5199960167639703, -1.7349290840871008, -1.2371210456564226, -2.827132708938959,
        -2.967889395549715, 1.6821985331916292, 2.188051272623637, 2.872017497100612, -0.30757412881467205,
        -1.1614512520284799, -2.8626717822808727, 1.6672890659358242, -2.2941134504794505, 1.2872601546906708,
        1.2562154349235621, -2.1961202826672803, -0.07674465378364159, -0.1880982684208392,
        2.5593729218495103, -0.8091693664650788, 2.4275861713483593
    ]
)
b = torch.tensor(
    [
        -0.7083871740069972, 1.3100849346163752, 0.2991666408403483, -0.9115045616989634, 0.0943981424062973,
        0.6719588780172473, -0.2355604936531366, -0.17530486594989408, -1.8810669222123844,
        -0.01882144186199408, -0.606834524979764, 0.9442991515438705, -0.9104476630857853,
        -1.0296826087799489, 0.872993096170756, 0.8946347053084197, 0.29811909978692797, -0.7546290306397598,
        -0.9762421500231003, 0.44437437005919417, -1.4008925465542765, 0.7113373164369311,
        0.24834965403060122, -0.5364721971565141, 0.9958838540765031, 0.9245220193102236, -0.7467683726139126,
        0.45855813417920155, 0.677355494101308, -1.0646940749964768, -0.7180612939913602, -0.6317357578687873
    ]
)

w = torch.tensor([3.0, -1.0], requires_grad=True)
steps = 20

# The samples of each step.
batches = [
    [0, 3, 4, 6, 14, 23, 24, 27],
    [5, 9, 18, 19, 22, 25, 26, 30],
    [1, 2, 7, 8, 10, 12, 17, 21],
    [11, 13, 15, 16, 20, 28, 29, 31],
    [3, 7, 9, 14, 16, 24, 25, 31],
    [1, 5, 6, 10, 13, 17, 20, 22],
    [4, 11, 12, 21, 23, 28, 29, 30],
    [0, 2, 8, 15, 18, 19, 26, 27],
    [0, 3, 11, 18, 25, 29, 30, 31],
    [1, 4, 7, 17, 19, 21, 22, 26],
    [10, 12, 14, 15, 16, 23, 24, 28],
    [2, 5, 6, 8, 9, 13, 20, 27],
    [3, 5, 6, 11, 21, 24, 25, 26],
    [0, 8, 9, 13, 18, 20, 28, 30],
    [2, 12, 14, 15, 17, 19, 29, 31],
    [1, 4, 7, 10, 16, 22, 23, 27],
    [3, 7, 9, 10, 11, 14, 26, 30],
    [2, 4, 5, 17, 18, 24, 28, 29],
    [6, 16, 20, 21, 22, 23, 25, 31],
    [0, 1, 8, 12, 13, 15, 19, 27],
]
batches.append(list(range(32)))  # at the end, all samples

optimizer = torch.optim.AdamW([w], lr=0.05, eps=1e-08, weight_decay=0.01, betas=(0.9, 0.999))

every = 1  # steps from one printed line to the next
losses = []
for step in range(steps + 1):
    optimizer.zero_grad()
    loss = sample(w[0], w[1], a[batches[step]], b[batches[step]]).mean()
    loss.backward()
    with torch.no_grad():
        losses.append(sample(w[0], w[1], a, b).mean().item())  # all samples
    if step % every == 0 or step == steps:
        print(f"step {step:5d}   loss {losses[-1]:.10g}")
    if not (loss.isfinite() and w.grad.isfinite().all() and w.abs().max() < 1e9):
        print(f"diverged at step {step}: loss {losses[-1]:.10g}")
        break
    if step < steps:
        optimizer.step()

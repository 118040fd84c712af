# The peer of a training step: torchvision's resnet18 in PyTorch. Prints seconds per step, or writes the step's loss as a traced module.
import sys
import time

import torch
import torchvision

mode, side, batch, classes = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
torch.manual_seed(1)
model = torchvision.models.resnet18(num_classes=classes).train()
images = torch.rand(batch, 3, side, side)
targets = torch.arange(batch) % classes

if mode == "trace":

    class Loss(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.model = model

        def forward(self, images, targets):
            return torch.nn.functional.cross_entropy(self.model(images), targets)

    torch.jit.trace(Loss(), (images, targets), check_trace=False).save(sys.argv[5])
    sys.exit()

torch.set_num_threads(int(sys.argv[5]))
optimizer = torch.optim.SGD(model.parameters(), lr=0.001, momentum=0.9)
times = []
for _ in range(int(sys.argv[6])):
    start = time.perf_counter()
    optimizer.zero_grad(set_to_none=True)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=mode == "bfloat16"):
        loss = torch.nn.functional.cross_entropy(model(images), targets)
    loss.backward()
    optimizer.step()
    times.append(time.perf_counter() - start)
times = sorted(times[len(times) // 3 :])
print(times[len(times) // 2])

"""Averages the weights of two runs of which one went on from the other: what both learned stays, what either
learned by heart fades (Wortsman et al., Model soups, 2022).

    python average.py OUT OUT2 OUT3 [SHARE]

SHARE is what the second weighs, .5 where none is given. Writes into OUT3 what train.py would: the models, the labels,
and the texts kept out of OUT2.
"""
import os
import sys

import torch

from model import save
from train import carry, earlier


def main():
    first, second, out = sys.argv[1:4]
    share = float(sys.argv[4]) if len(sys.argv) > 4 else .5
    model = earlier(second)
    a, b = (torch.load(os.path.join(folder, "encoder.pt")) for folder in (first, second))
    # What the first run has not begins as nothing, see earlier().
    model.load_state_dict({k: (1 - share) * a.get(k, 0) + share * w if w.is_floating_point() else w for k, w in b.items()})
    save(model, out)
    carry(second, out)


if __name__ == "__main__":
    main()

#!/usr/bin/env bash
# Makes the starter models, the default pipeline's weights and the samples again, out of nothing but seeds. Nothing need run; takes a few minutes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

slips=.kawara/slips
./kawara synthesize slips --out "$slips" --count 320 --seed 42
./kawara train deploy/pipelines/default.yaml --data "$slips" --no-publish
./kawara models export default --to deploy/models

# Slips of another seed, which no training has seen.
rm -rf deploy/samples .kawara/samples
./kawara synthesize slips --out .kawara/samples --count 16 --seed 2026
mkdir -p deploy/samples
cp .kawara/samples/images/*.jpg deploy/samples/

echo "If the weights that training printed are others than in deploy/pipelines/default.yaml, write them there."

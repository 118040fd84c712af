#!/usr/bin/env bash
# Makes the models of the pipeline 'pages' and its sample page again, out of nothing but seeds and fonts:
#   apt-get install fonts-aoyagi-kouzan-t fonts-aoyagi-soseki fonts-kouzan-mouhitsu fonts-dejima-mincho fonts-oradano-mincho-gsrr fonts-ipaexfont-mincho \
#       fonts-arphic-ukai fonts-hanazono fonts-sawarabi-mincho
# Other fonts give other models. Nothing need run; takes about twenty minutes of two processors.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fonts=.kawara/fonts
rm -rf "$fonts"
mkdir -p "$fonts"
for package in aoyagi-kouzan-t aoyagi-soseki kouzan-mouhitsu dejima-mincho oradano-mincho-gsrr ipaexfont-mincho arphic-ukai hanazono sawarabi-mincho; do
    dpkg -L "fonts-$package" | grep -E '\.(ttf|otf|ttc)$' | xargs -I{} cp -n {} "$fonts/"
done

pages=.kawara/pages
./kawara synthesize pages --out "$pages" --count 160 --seed 77 --pages-per-book 1 --height 1000..1500 --cursive 1.5 --beside 0.5 --furigana 0.6 --empty 0.04 \
    --fonts "$fonts"
./kawara train deploy/recipes/starter-pages-detector.yaml --data "$pages" --no-publish
./kawara train deploy/recipes/starter-pages-characters.yaml --data "$pages" --no-publish
./kawara models export pages-detector --to deploy/models
./kawara models export pages-characters --to deploy/models

# A page of another seed, which no training has seen.
rm -rf .kawara/sample-page
./kawara synthesize pages --out .kawara/sample-page --first 5 --count 1 --pages-per-book 1 --seed 2027 --empty 0 --illustrated 0 --spread 0 --horizontal 0 --height 1200..1200 \
    --fonts "$fonts" --quality 75..75
cp .kawara/sample-page/images/00005.jpg deploy/pages/sample.jpg

#!/usr/bin/env bash
# Fits all weights anew, stage by stage: each stage is fitted to what the stages before it find, so the program is built again
# in between. Reads annotated articles from the folder that ONRECORD_EVAL names. `train/fit.sh sources` fits one stage.
set -euo pipefail
cd "$(dirname "$0")/.."
gold="${ONRECORD_EVAL:?name the folder of annotated articles in ONRECORD_EVAL}"
fit() { cargo run --locked --release -q -p onrecord-train -- "$@"; }

names() {
    fit names fit data/model/kind.csv "$gold"/ner-{conll2003,crossner-politics,open}-train.jsonl \
        "$gold"/ner-worldwide-dev.jsonl@!0/5 "$gold"/ner-{re3d,crossner-politics}-dev.jsonl@0/2
}
quotations() { fit quotations fit data/model "$gold"/quotes-news-train.jsonl "$gold"/spans-news-train.jsonl; }
sources() {
    fit sources fit data/model/source.csv "$gold"/quotes-news-train.jsonl "$gold"/spans-news-train.jsonl "$gold"/quotes-news-dev.jsonl
    fit speakers fit data/model/speaker.csv "$gold"/quotes-news-train.jsonl "$gold"/quotes-news-dev.jsonl
}

for stage in "${@:-names quotations sources}"; do
    for one in $stage; do
        "$one"
    done
done

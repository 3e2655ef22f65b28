#!/usr/bin/env bash
# Fits all weights anew, stage by stage: each stage is fitted to what the stages before it find, so the program is built again
# in between. Reads annotated articles from the folder that ONRECORD_EVAL names. `train/fit.sh sources` fits one stage.
#
# `confidence` comes last: each quarter of the articles is read with tables fitted to the other three. They stay in target/folds, where
# `train/confidence.py --folds target/folds` finds them.
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

confidence() {
    local quarters=4 folders=() number
    for ((number = 0; number < quarters; number++)); do
        folders+=("target/folds/$number")
        quarter $number $quarters &
        # two at a time
        ((number % 2)) && wait
    done
    fit confidence fit data/model/confidence.csv "$gold"/{quotes,spans}-news-train.jsonl "${folders[@]}"
}

# The tables fitted to all articles but those of one part.
quarter() {
    local folder="target/folds/$1" set
    rm -rf "$folder" && mkdir -p "$folder"
    for set in quotes spans; do
        awk -v k="$1" -v n="$2" '(NR - 1) % n != k' "$gold/$set-news-train.jsonl" >"$folder/$set.jsonl"
    done
    fit quotations fit "$folder" "$folder"/{quotes,spans}.jsonl
    fit sources fit "$folder/source.csv" "$folder"/{quotes,spans}.jsonl "$gold"/quotes-news-dev.jsonl >/dev/null
    fit speakers fit "$folder/speaker.csv" "$folder/quotes.jsonl" "$gold"/quotes-news-dev.jsonl >/dev/null
    rm "$folder"/{quotes,spans}.jsonl
}

for stage in "${@:-names quotations sources confidence}"; do
    for one in $stage; do
        "$one"
    done
done

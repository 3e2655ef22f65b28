//! Packs the tables of `data/` with the loader's own code, so that the library starts without parsing them.

#![allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "modules of the library are compiled in here; this program needs a part of them"
)]

#[path = "src/date.rs"]
mod date;
#[path = "src/document/mod.rs"]
mod document;
#[path = "src/error.rs"]
mod error;
#[path = "src/gazetteer/mod.rs"]
mod gazetteer;
#[path = "src/lexicon/mod.rs"]
mod lexicon;
#[path = "src/model/weights.rs"]
mod model;
#[path = "src/span.rs"]
mod span;
#[path = "src/table/mod.rs"]
mod table;

use std::path::{Path, PathBuf};

fn main() {
    println!("cargo:rerun-if-changed=data");
    println!("cargo:rerun-if-changed=src");
    if let Err(problem) = pack() {
        println!("cargo::error={problem}");
    }
}

fn pack() -> Result<(), String> {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let data = Path::new("data");
    let read = |path: &Path| table::reader::read_text(path).map_err(|e| e.to_string());
    let write = |name: &str, bytes: Vec<u8>| std::fs::write(out.join(name), bytes).map_err(|e| format!("{name}: {e}"));
    let mut digest = table::hash::hash(b"onrecord");
    let mut digested = |text: String| {
        digest = table::hash::combine(digest, table::hash::hash(text.as_bytes()));
        text
    };

    let mut lexicon = lexicon::Builder::default();
    for (name, ..) in lexicon::Builder::TABLES {
        let path = data.join(name);
        lexicon.add(name, &digested(read(&path)?)).map_err(|e| e.in_file(&path).to_string())?;
    }
    let packed = lexicon.pack();
    write("lexicon.bin", packed.clone())?;
    let lexicon = lexicon::Lexicon::new(packed.into());

    let path = data.join("gazetteer.csv");
    let mut names = gazetteer::Builder::new(&lexicon);
    names.add(&digested(read(&path)?), gazetteer::Origin::Builtin).map_err(|e| e.in_file(&path).to_string())?;
    write("gazetteer.bin", names.pack())?;

    for (name, columns) in [
        ("languages", ["language", "word"]),
        ("body_nouns", ["type", "noun"]),
        ("fields", ["field", "type"]),
        ("beside_speech", ["group", "word"]),
        ("look_alikes", ["group", "word"]),
        ("grammar_words", ["group", "word"]),
        ("naming_nouns", ["kind", "noun"]),
    ] {
        let path = data.join(name).with_extension("csv");
        let groups = lexicon::WordGroups::pack(&digested(read(&path)?), columns).map_err(|e| e.in_file(&path).to_string())?;
        write(&format!("{name}.bin"), groups)?;
    }

    // read as it is, once a process
    digested(read(&data.join("sections.csv"))?);

    let mut weights = model::Builder::default();
    let mut files: Vec<PathBuf> = std::fs::read_dir(data.join("model"))
        .map_err(|e| format!("data/model: {e}"))?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "csv"))
        .collect();
    files.sort();
    for path in files {
        weights.add(&digested(read(&path)?)).map_err(|e| e.in_file(&path).to_string())?;
    }
    write("model.bin", weights.pack())?;
    write("digest.bin", digest.to_le_bytes().to_vec())
}

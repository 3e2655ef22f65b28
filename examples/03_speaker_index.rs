//! What somebody said over an archive: `cargo run --example 03_speaker_index [NAME]`.

use onrecord::{Extractor, Input, SpeakerIndex};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let name = std::env::args().nth(1).unwrap_or_else(|| "Solgaard".to_owned());
    let extractor = Extractor::new();
    let mut index = SpeakerIndex::new();
    let mut files: Vec<_> = std::fs::read_dir("examples/articles")?.collect::<Result<_, _>>()?;
    files.sort_by_key(|file| file.path());
    for file in files {
        let text = std::fs::read_to_string(file.path())?;
        index.insert(extractor.extract(Input::new(&text).id(file.path().display().to_string())))?;
    }
    for speaker in index.find(&name) {
        println!("{}", speaker.name());
        for quote in speaker.quotes() {
            println!("  {}: {}", quote.document(), quote.text());
        }
    }
    Ok(())
}

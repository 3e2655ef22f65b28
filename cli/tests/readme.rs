//! The output that the README shows is what the command prints: every run of lines between two `…` lines, in order.

use std::path::Path;
use std::process::Command;

#[test]
fn the_readme_shows_what_the_command_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let readme = std::fs::read_to_string(root.join("README.md")).expect("the README");
    let (_, behind) = readme.split_once("$ cargo run --release -- ").expect("the README shows a run");
    let (run, _) = behind.split_once("\n```").expect("the block ends");
    let (file, shown) = run.split_once('\n').expect("the block shows output");
    let output = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .current_dir(root)
        .arg(file)
        .env_remove("CLICOLOR_FORCE")
        .output()
        .expect("the command runs");
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    let mut rest = printed.as_str();
    for part in shown.split("\n…\n").map(|part| part.trim_matches('\n')) {
        assert!(part.lines().count() > 1, "a part of the README's output is too short to show anything: {part}");
        let at = rest
            .find(part)
            .unwrap_or_else(|| panic!("the command does not print this part of the README:\n{part}\nit prints:\n{rest}"));
        rest = &rest[at + part.len()..];
    }
}

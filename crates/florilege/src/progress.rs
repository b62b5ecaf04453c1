//! A progress bar on the error output of a terminal; nothing where nobody looks.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar.
pub struct Bar(ProgressBar);

/// A bar with its title.
pub fn bar(title: &'static str) -> Bar {
    let bar = ProgressBar::new(0).with_message(title);
    let style = ProgressStyle::with_template("{msg} [{wide_bar}] {pos}/{len}, encore {eta}");
    Bar(match style {
        Ok(style) => bar.with_style(style.progress_chars("=> ")),
        Err(_) => bar,
    })
}

impl Bar {
    /// So many done, of so many.
    pub fn tell(&self, done: usize, all: usize) {
        self.0.set_length(all as u64);
        self.0.set_position(done as u64);
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.0.finish_and_clear();
    }
}

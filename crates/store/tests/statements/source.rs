//! What stands in a Rust source: its string literals, and its code with every literal and comment taken out.

use std::fmt::Write as _;

/// A source, taken apart.
pub struct Source {
    /// The text of each string literal, as the program sees it.
    pub literals: Vec<String>,
    /// The code: each string literal is `"<number>"`, the place of its text in `literals`; no comments.
    pub code: String,
}

impl Source {
    /// Takes a source apart.
    pub fn read(text: &str) -> Self {
        let mut source = Self { literals: vec![], code: String::new() };
        let mut rest = text;
        while let Some(next) = rest.chars().next() {
            if rest.starts_with("//") {
                rest = rest.split_once('\n').map_or("", |(_, after)| after);
                source.code.push('\n');
            } else if let Some(after) = ["'\"'", "'\\''", "'\\\\'"].iter().find_map(|c| rest.strip_prefix(c))
            {
                rest = after;
            } else if let Some(after) = rest.strip_prefix('"') {
                rest = source.literal(after);
            } else {
                source.code.push(next);
                rest = &rest[next.len_utf8()..];
            }
        }
        source
    }

    /// Reads a literal whose opening quote is behind; gives what comes after it.
    fn literal<'a>(&mut self, text: &'a str) -> &'a str {
        let mut literal = String::new();
        let mut signs = text.char_indices().peekable();
        while let Some((at, sign)) = signs.next() {
            match sign {
                '"' => {
                    write!(self.code, "\"{}\"", self.literals.len()).unwrap();
                    self.literals.push(literal);
                    return &text[at + 1..];
                }
                '\\' => match signs.next() {
                    Some((_, '\n')) => while signs.next_if(|(_, sign)| sign.is_whitespace()).is_some() {},
                    Some((_, 'n')) => literal.push('\n'),
                    Some((_, escaped)) => literal.push(escaped),
                    None => {}
                },
                _ => literal.push(sign),
            }
        }
        panic!("a literal without its end: {text}")
    }

    /// The statements of SQL among the literals.
    pub fn statements(&self) -> impl Iterator<Item = &String> {
        self.literals.iter().filter(|text| is_sql(text))
    }

    /// The calls of a transaction's `run`, `all`, `maybe` and `one` that are given anything but a literal of this file:
    /// neither one in place nor a name that is bound to one.
    pub fn strange_calls(&self) -> Vec<String> {
        let mut strange = vec![];
        for method in [".run(", ".all(", ".maybe(", ".one("] {
            for (at, _) in self.code.match_indices(method) {
                let given = self.code[at + method.len()..].trim_start();
                let receiver: String =
                    self.code[..at].trim_end().chars().rev().take_while(|c| c.is_alphanumeric()).collect();
                let is_tx = receiver == "xt";
                if is_tx && !self.is_literal(given) {
                    strange.push(given.split(',').next().unwrap_or_default().to_owned());
                }
            }
        }
        strange
    }

    /// How many calls there are of a transaction's methods.
    pub fn calls(&self) -> usize {
        let joined: String = self.code.split_whitespace().collect();
        ["tx.run(", "tx.all(", "tx.maybe(", "tx.one("].iter().map(|call| joined.matches(call).count()).sum()
    }

    fn is_literal(&self, given: &str) -> bool {
        if given.starts_with('"') {
            return true;
        }
        let name: String = given.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let bindings = self.code.split("let ").skip(1).filter_map(|after| after.split_once('='));
        let mut bound = bindings.filter(|(pattern, _)| words(pattern).any(|word| word == name)).peekable();
        bound.peek().is_some() && bound.all(|(_, value)| self.is_sql_value(value))
    }

    /// A literal, or literals chosen by a `match`; never a text put together.
    fn is_sql_value(&self, value: &str) -> bool {
        let value = value.split(';').next().unwrap_or_default();
        let quoted: Vec<_> = value.split('"').skip(1).step_by(2).collect();
        let texts = quoted.iter().filter_map(|number| self.literals.get(number.parse::<usize>().ok()?));
        let put_together = ["format!", "concat", "+", "String", "leak"].iter().any(|way| value.contains(way));
        !put_together && texts.filter(|text| is_sql(text)).count() > 0
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
}

fn is_sql(text: &str) -> bool {
    ["SELECT ", "INSERT ", "UPDATE ", "DELETE "].iter().any(|word| text.trim_start().starts_with(word))
}

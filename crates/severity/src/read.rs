//! A file of readings: `pid,rater[,school,x,mark,block,option,order,penalty],items…`, a row for each candidate and commission that met.
//!
//! Commas or semicolons; with semicolons, decimals may have a comma. `NE` (or `NA`) is « non évaluable ».

use crate::data::{Data, Factor};
use crate::fault::Fault;
use csv::StringRecord;

/// The highest level that a file may give.
const TOP: u8 = 10;

/// Columns that are no line of the grid.
const KNOWN: [&str; 9] = ["pid", "rater", "school", "x", "mark", "block", "option", "order", "penalty"];

/// Which columns a file has.
struct Columns {
    header: Vec<String>,
    person: usize,
    rater: usize,
    school: Option<usize>,
    block: Option<usize>,
    option: Option<usize>,
    order: Option<usize>,
    penalty: Option<usize>,
    covariate: Option<usize>,
    mark: Option<usize>,
    items: Vec<usize>,
}

impl Columns {
    fn new(header: &StringRecord, covariate: Option<&str>) -> Result<Self, Fault> {
        let header: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
        for (place, name) in header.iter().enumerate() {
            if name.is_empty() {
                let reason = format!("la colonne {} n’a pas de nom ; nommez-la ou retirez-la", place + 1);
                return Err(Fault::new(reason).on(1));
            }
            if header[..place].contains(name) {
                return Err(Fault::new("ce nom de colonne est donné deux fois").on(1).within(name));
            }
        }
        let place = |wanted: &str| header.iter().position(|name| name == wanted);
        let needed = |wanted: &str, what: &str| {
            let reason = format!("cette colonne manque : {what}");
            place(wanted).ok_or_else(|| Fault::new(reason).on(1).within(wanted))
        };
        let covariate = covariate.map(|name| needed(name, "c’est la covariable demandée")).transpose()?;
        let items = (0..header.len())
            .filter(|place| !KNOWN.contains(&header[*place].as_str()) && Some(*place) != covariate)
            .collect();
        let (person, rater) =
            (needed("pid", "elle désigne la personne")?, needed("rater", "elle désigne la commission")?);
        let (school, block, mark) = (place("school"), place("block"), place("mark"));
        let (option, order, penalty) = (place("option"), place("order"), place("penalty"));
        Ok(Self { header, person, rater, school, block, option, order, penalty, covariate, mark, items })
    }
}

/// Reads a file. `covariate` names the column of the covariate, if one is wanted.
///
/// # Errors
/// The first value that cannot be used, with its line and column, or a column that is missing.
pub fn from_csv(bytes: &[u8], covariate: Option<&str>) -> Result<Data, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').count();
        Fault::new("le texte n’est pas en UTF-8 ; enregistrez le fichier en « CSV UTF-8 »").on(line as u64)
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let semicolons = text.lines().next().is_some_and(|line| line.contains(';'));
    let delimiter = if semicolons { b';' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| unreadable(&error))?.clone();
    if header.is_empty() {
        return Err(Fault::new("le fichier est vide : « pid,rater,… » est attendu à la première ligne"));
    }
    let columns = Columns::new(&header, covariate)?;
    let mut rows = Rows { semicolons, ..Rows::default() };
    let mut count = Lines { text: text.as_bytes(), at: 0, line: 1 };
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).map_err(|error| unreadable(&error))? {
        let line = record.position().map_or(0, |position| count.line_of(position));
        rows.take(&columns, &record).map_err(|fault| fault.on(line))?;
        rows.lines.push(line as u32);
    }
    Ok(rows.into_data(&columns))
}

/// Counts lines as an editor does. The reader's own count is one short after « \r\n » and empty lines.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of a record, from 1; records come in the order of the file.
    fn line_of(&mut self, position: &csv::Position) -> u64 {
        let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
        while let Some(byte) = self.text.get(self.at) {
            if self.at >= start && !matches!(byte, b'\r' | b'\n') {
                break;
            }
            self.line += u64::from(*byte == b'\n');
            self.at += 1;
        }
        self.line
    }
}

fn unreadable(error: &csv::Error) -> Fault {
    let fault = Fault::new("cette ligne ne se lit pas comme du CSV");
    match error.position() {
        Some(position) => fault.on(position.line()),
        None => fault,
    }
}

#[derive(Default)]
struct Rows {
    semicolons: bool,
    person: Vec<String>,
    rater: Vec<String>,
    school: Vec<String>,
    block: Vec<String>,
    option: Vec<String>,
    order: Vec<Option<u32>>,
    penalised: Vec<bool>,
    covariate: Vec<f64>,
    mark: Vec<Option<f64>>,
    levels: Vec<Option<u8>>,
    lines: Vec<u32>,
}

impl Rows {
    fn take(&mut self, columns: &Columns, record: &StringRecord) -> Result<(), Fault> {
        if record.len() != columns.header.len() {
            let reason = format!("{} valeurs au lieu de {}", record.len(), columns.header.len());
            return Err(Fault::new(reason));
        }
        let cell = |place: usize| record.get(place).unwrap_or_default().trim();
        let named = |place: usize| match cell(place) {
            "" => Err(Fault::new("cellule vide").within(&columns.header[place])),
            name => Ok(name.to_owned()),
        };
        self.person.push(named(columns.person)?);
        self.rater.push(named(columns.rater)?);
        if let Some(place) = columns.school {
            self.school.push(named(place)?);
        }
        if let Some(place) = columns.block {
            self.block.push(named(place)?);
        }
        if let Some(place) = columns.option {
            self.option.push(named(place)?);
        }
        if let Some(place) = columns.order {
            let value = order(cell(place)).map_err(|fault| fault.within(&columns.header[place]))?;
            self.order.push(value);
        }
        if let Some(place) = columns.penalty {
            let value = match cell(place) {
                "" => 0.0,
                points => self.number(points).map_err(|fault| fault.within(&columns.header[place]))?,
            };
            self.penalised.push(value != 0.0);
        }
        if let Some(place) = columns.covariate {
            let value = self.number(cell(place)).map_err(|fault| fault.within(&columns.header[place]))?;
            self.covariate.push(value);
        }
        if let Some(place) = columns.mark {
            let value = self.mark(cell(place)).map_err(|fault| fault.within(&columns.header[place]))?;
            self.mark.push(value);
        }
        for place in &columns.items {
            let value = level(cell(*place)).map_err(|fault| fault.within(&columns.header[*place]))?;
            self.levels.push(value);
        }
        Ok(())
    }

    fn number(&self, cell: &str) -> Result<f64, Fault> {
        if cell.is_empty() {
            return Err(Fault::new("cellule vide ; un nombre est attendu"));
        }
        let read = if self.semicolons { cell.replace(',', ".").parse() } else { cell.parse() };
        let number: Option<f64> = read.ok().filter(|value: &f64| value.is_finite() && value.abs() < 1e9);
        number.ok_or_else(|| Fault::new(format!("« {cell} » n’est pas un nombre")))
    }

    fn mark(&self, cell: &str) -> Result<Option<f64>, Fault> {
        if cell.is_empty() {
            return Ok(None);
        }
        let mark = self.number(cell)?;
        if (0.0..=20.0).contains(&mark) {
            Ok(Some(mark))
        } else {
            Err(Fault::new(format!("« {cell} » n’est pas une note de 0 à 20")))
        }
    }

    fn into_data(self, columns: &Columns) -> Data {
        let sorted = |names: &[String]| Factor::sorted(names.iter().map(String::as_str));
        Data {
            person: Factor::as_they_come(self.person.iter().map(String::as_str)),
            rater: sorted(&self.rater),
            school: columns.school.map(|_| sorted(&self.school)),
            block: columns.block.map(|_| sorted(&self.block)),
            stratum: columns.option.map(|_| sorted(&self.option)),
            order: columns.order.map(|_| self.order),
            penalised: columns.penalty.map(|_| self.penalised),
            examiners: Vec::new(),
            covariate: columns.covariate.map(|_| self.covariate),
            mark: columns.mark.map(|_| self.mark),
            items: columns.items.iter().map(|place| columns.header[*place].clone()).collect(),
            levels: self.levels,
            lines: self.lines,
        }
    }
}

fn level(cell: &str) -> Result<Option<u8>, Fault> {
    match cell {
        "" => Err(Fault::new("cellule vide ; écrivez « NE » si la ligne n’était pas évaluable")),
        "NE" | "NA" => Ok(None),
        digits => match digits.parse::<u8>() {
            Ok(level) if level <= TOP => Ok(Some(level)),
            _ => Err(Fault::new(format!(
                "« {digits} » n’est pas un niveau : un entier de 0 à {TOP} est attendu"
            ))),
        },
    }
}

fn order(cell: &str) -> Result<Option<u32>, Fault> {
    if cell.is_empty() {
        return Ok(None);
    }
    let wrong = || Fault::new(format!("« {cell} » n’est pas un rang : un entier est attendu"));
    cell.parse().map(Some).map_err(|_| wrong())
}

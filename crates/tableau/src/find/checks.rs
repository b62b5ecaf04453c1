//! What deserves a look, said with its cell and with what to do.

use super::Found;
use super::body::Entry;
use super::table::Table;
use crate::grid::{self, Grid, Place, letters};
use crate::period::{self, Told};
use crate::reading::{Context, Finding, ReadBy, Severity};
use crate::workbook::Workbook;

struct Findings<'a> {
    sheet: &'a str,
    list: Vec<Finding>,
}

impl Findings<'_> {
    fn add(&mut self, severity: Severity, cell: Option<Place>, code: &str, message: String) {
        let (sheet, cell) = (Some(self.sheet.to_owned()), cell.map(grid::name));
        self.list.push(Finding { severity, sheet, cell, code: code.to_owned(), message });
    }

    fn file(&mut self, severity: Severity, code: &str, message: &str) {
        let (code, message) = (code.to_owned(), message.to_owned());
        self.list.push(Finding { severity, sheet: None, cell: None, code, message });
    }
}

/// Every finding: the file's, the lines above the table, the table's, each achievement's, the coverage.
pub(super) fn all(grid: &Grid, found: &Found, workbook: &Workbook, context: &Context) -> Vec<Finding> {
    let mut findings = Findings { sheet: &grid.name, list: Vec::new() };
    file(&mut findings, workbook, found);
    identity(&mut findings, found, context);
    if let Some(table) = &found.table {
        frame(&mut findings, grid, table, found);
        for entry in &found.body.entries {
            achievement(&mut findings, table, entry);
            period(&mut findings, table, entry, context);
        }
        coverage(&mut findings, table, &found.body.entries);
    } else {
        findings.add(
            Severity::Error,
            None,
            "table_not_found",
            "Aucun tableau de synthèse n’a été trouvé : les six compétences doivent figurer en tête de colonnes. \
             Repartez du modèle officiel."
                .into(),
        );
    }
    findings.list
}

fn file(findings: &mut Findings<'_>, workbook: &Workbook, found: &Found) {
    if workbook.macros {
        let message = "Ce classeur contient des macros : elles n’ont pas été exécutées. Enregistrez-le au format .xlsx, sans macro.";
        findings.file(Severity::Warning, "macros_present", message);
    }
    if workbook.external_links {
        let message = "Ce classeur est lié à d’autres fichiers : ces liens n’ont pas été suivis. Remplacez-les par leurs valeurs.";
        findings.file(Severity::Warning, "external_links", message);
    }
    if workbook.fault.is_some() {
        findings.file(
            Severity::Info,
            "sheet_skipped",
            "Une autre feuille de ce classeur n’a pas pu être lue et a été laissée de côté.",
        );
    }
    if found.cut {
        let message = "Cette feuille contient des cellules très éloignées ou trop nombreuses : une partie n’a pas été lue.";
        findings.file(Severity::Info, "sheet_cut", message);
    }
    for name in &found.others {
        let message = format!(
            "La feuille « {name} » ressemble aussi à un tableau de synthèse ; seule la feuille « {} » est lue. Supprimez celle \
             qui est en trop.",
            findings.sheet
        );
        findings.list.push(Finding {
            severity: Severity::Info,
            sheet: Some(name.clone()),
            cell: None,
            code: "several_tables".into(),
            message,
        });
    }
}

fn identity(findings: &mut Findings<'_>, found: &Found, context: &Context) {
    let (identity, candidate) = (&found.identity, &found.identity.candidate);
    if candidate.name.is_none() {
        let message = "Le nom manque en tête du tableau : complétez « NOM et prénom ».";
        findings.add(Severity::Warning, None, "name_missing", message.into());
    }
    number(findings, found, context);
    if candidate.option.is_none() {
        let message =
            "L’option n’est pas lisible : mettez une croix devant SISR ou devant SLAM, pas devant les deux.";
        findings.add(Severity::Warning, None, "option_missing", message.into());
    }
    if candidate.portfolio_url.is_none() {
        let message = "L’adresse du portfolio n’est pas indiquée en tête du tableau : ajoutez-la.";
        findings.add(Severity::Info, None, "portfolio_missing", message.into());
    }
    if let (Some(written), Some(expected)) = (&identity.session, context.session)
        && !written.contains(&expected.to_string())
    {
        let message = format!(
            "Le tableau porte la session {written}, alors que celle de l’examen est {expected} : reprenez le modèle de l’année."
        );
        findings.add(Severity::Warning, identity.session_at, "old_model", message);
    }
}

fn number(findings: &mut Findings<'_>, found: &Found, context: &Context) {
    let at = found.identity.number_at;
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let roster = context.roster_number.as_deref().map(digits).filter(|number| !number.is_empty());
    let Some(written) = &found.identity.candidate.number else {
        let message = "Le numéro de candidat n’est pas indiqué : complétez « N° candidat ».";
        findings.add(Severity::Warning, at, "number_missing", message.into());
        return;
    };
    let lost = match &roster {
        Some(roster) => {
            roster.len() > written.len() && roster.trim_start_matches('0') == written.trim_start_matches('0')
        }
        None => written.len() == 10 && !written.starts_with('0'),
    };
    if lost {
        let severity = if roster.is_some() || found.identity.number_is_numeric {
            Severity::Warning
        } else {
            Severity::Info
        };
        let message = format!(
            "Le numéro {written} semble avoir perdu son zéro de tête : mettez la cellule au format Texte et saisissez-le en entier."
        );
        findings.add(severity, at, "number_lost_zero", message);
    } else if let Some(roster) = roster.filter(|roster| roster != written) {
        let message = format!(
            "Le numéro {written} n’est pas celui de la liste ({roster}) : vérifiez-le sur la convocation."
        );
        findings.add(Severity::Error, at, "number_mismatch", message);
    }
}

fn frame(findings: &mut Findings<'_>, grid: &Grid, table: &Table, found: &Found) {
    for label in &table.missing {
        let message = format!(
            "La colonne « {label} » est introuvable : rétablissez cet intitulé dans l’en-tête du tableau."
        );
        findings.add(Severity::Error, Some((table.header, table.title)), "heading_missing", message);
    }
    for column in &table.competences {
        let cell = Some((table.header, column.column));
        if column.deduced {
            let message = format!(
                "L’intitulé de cette colonne n’est pas celui du modèle ; elle est lue comme « {} » d’après sa place : rétablissez l’intitulé.",
                column.label
            );
            findings.add(Severity::Warning, cell, "heading_missing", message);
        }
        if grid.column(column.column).is_some_and(|run| run.hidden) {
            let message = format!("La colonne {} est masquée : affichez-la.", letters(column.column));
            findings.add(Severity::Warning, cell, "column_hidden", message);
        }
    }
    if table.periods.is_empty() {
        let message =
            "La colonne des périodes est introuvable : rétablissez l’intitulé « Période » dans l’en-tête.";
        findings.add(
            Severity::Warning,
            Some((table.header, table.title)),
            "period_heading_missing",
            message.into(),
        );
    }
    if !grid.visible {
        findings.add(
            Severity::Warning,
            None,
            "sheet_hidden",
            "La feuille du tableau est masquée : affichez-la.".into(),
        );
    }
    if found.body.entries.is_empty() {
        let message = "Le tableau ne contient aucune réalisation : remplissez-le avant de le déposer.";
        findings.add(Severity::Error, Some((table.first, table.title)), "no_achievement", message.into());
    }
}

fn achievement(findings: &mut Findings<'_>, table: &Table, entry: &Entry) {
    let one = &entry.achievement;
    let row = one.row;
    let title_at = Some((row, table.title));
    if one.title.is_none() {
        let (code, what) = if one.ticks.is_empty() {
            ("title_missing", "a une période mais")
        } else {
            ("tick_without_title", "porte des compétences cochées mais")
        };
        let message =
            format!("La ligne {row} {what} n’a pas d’intitulé : nommez la réalisation ou videz la ligne.");
        findings.add(Severity::Error, title_at, code, message);
    }
    if one.ticks.is_empty() {
        let name = one.title.as_deref().unwrap_or("sans intitulé");
        let message = format!(
            "La réalisation « {name} » (ligne {row}) ne coche aucune compétence : cochez celles qu’elle mobilise."
        );
        findings.add(Severity::Error, title_at, "achievement_without_tick", message);
    }
    let by_colour = one.ticks.iter().any(|tick| tick.read_by == ReadBy::Fill);
    if one.hidden {
        let message = format!("La ligne {row} est masquée : affichez-la si elle compte, supprimez-la sinon.");
        findings.add(Severity::Warning, title_at, "hidden_row", message);
        if by_colour {
            let message = format!(
                "La ligne {row}, masquée, n’a que des cases colorées : elles sont lues comme des coches, sans certitude."
            );
            findings.add(Severity::Warning, title_at, "ambiguous_fill_hidden_row", message);
        }
    } else if let (Some(first), true) = (entry.doubtful.first(), by_colour) {
        let message = format!(
            "La ligne {row} n’a que des cases colorées alors que d’autres lignes portent des croix : mettez aussi une croix dans les \
             cases qui comptent."
        );
        findings.add(Severity::Warning, Some(*first), "ambiguous_fill", message);
    }
    for place in &entry.unusual {
        let message = format!(
            "La case {} contient un texte inhabituel, lu comme une coche : mettez plutôt un X.",
            grid::name(*place)
        );
        findings.add(Severity::Info, Some(*place), "tick_unusual", message);
    }
}

fn period(findings: &mut Findings<'_>, table: &Table, entry: &Entry, context: &Context) {
    let one = &entry.achievement;
    let (row, Some(column)) = (one.row, table.periods.first()) else { return };
    let at = Some((row, *column));
    let period = &one.period;
    match entry.told {
        Told::Missing => {
            let message = format!(
                "La période manque à la ligne {row} : indiquez-la sous la forme JJ/MM/AA au JJ/MM/AA."
            );
            findings.add(Severity::Warning, at, "period_missing", message);
        }
        Told::Unreadable => {
            let raw = period.raw.as_deref().unwrap_or_default().replace('\n', " ");
            let message = format!(
                "La période « {raw} » n’est pas lisible : écrivez-la sous la forme JJ/MM/AA au JJ/MM/AA."
            );
            findings.add(Severity::Warning, at, "period_unreadable", message);
        }
        Told::Days => {}
    }
    let (from, to) = (period.from, period.to);
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        let message = format!(
            "La période de la ligne {row} finit le {} avant d’avoir commencé le {} : corrigez les dates.",
            period::shown(to),
            period::shown(from)
        );
        findings.add(Severity::Error, at, "period_reversed", message);
    }
    if let (Some(from), Some(training)) = (from.or(to), context.training_from)
        && from < training
        && to.is_none_or(|to| to < training || from.year() >= training.year())
    {
        let message = format!(
            "La période de la ligne {row} commence avant la formation (le {}) : vérifiez les dates.",
            period::shown(training)
        );
        findings.add(Severity::Warning, at, "period_before_training", message);
    }
    if let (Some(today), Some(first)) = (context.today, from.or(to)) {
        if first > today {
            let message =
                format!("La période de la ligne {row} n’a pas encore commencé : vérifiez les dates.");
            findings.add(Severity::Warning, at, "period_in_future", message);
        } else if let Some(to) = to.filter(|to| *to > today) {
            let message = format!(
                "La période de la ligne {row} finit dans l’avenir (le {}) : vérifiez la date.",
                period::shown(to)
            );
            findings.add(Severity::Info, at, "period_in_future", message);
        }
    }
}

fn coverage(findings: &mut Findings<'_>, table: &Table, entries: &[Entry]) {
    for column in &table.competences {
        let letter = letters(column.column);
        let ticking = || {
            entries.iter().filter(|entry| entry.achievement.ticks.iter().any(|tick| tick.column == letter))
        };
        let at = Some((table.header, column.column));
        if ticking().next().is_none() {
            let message = format!(
                "Aucune réalisation ne mobilise « {} » : les réalisations doivent, ensemble, mobiliser toutes les compétences.",
                column.label
            );
            findings.add(Severity::Error, at, "coverage_gap", message);
        } else if ticking().all(|entry| entry.achievement.hidden) {
            let message = format!(
                "« {} » n’est mobilisée que par une ligne masquée : affichez cette ligne.",
                column.label
            );
            findings.add(Severity::Warning, at, "coverage_hidden", message);
        }
    }
}

//! A solution in French sentences.

use crate::audit::Cost;
use crate::compare::design;
use crate::problem::Problem;
use crate::solve::Solution;
use crate::watch::Progress;
use std::fmt::Write;

/// One line for a terminal: time, cost, bound, gap.
pub fn progress_line(progress: &Progress) -> String {
    let seconds = progress.elapsed.as_secs_f64();
    let mut line = format!("{seconds:6.1} s   coût {}", progress.cost);
    if progress.unseated > 0 {
        let _ = write!(line, "   {} sans place", progress.unseated);
    }
    match (progress.bound, progress.gap()) {
        (Some(bound), Some(gap)) => {
            let _ = write!(line, "   au moins {bound}   écart {}", percent(gap));
        }
        _ => line.push_str("   borne en cours"),
    }
    line
}

fn percent(share: f64) -> String {
    format!("{:.2} %", 100.0 * share).replace('.', ",")
}

/// The whole solution as text.
pub fn to_text(problem: &Problem, solution: &Solution) -> String {
    let mut text = String::new();
    let seated = solution.plan.seated();
    let sessions = solution.plan.sessions.len();
    let head = if solution.is_complete() { "Plan complet" } else { "Plan incomplet" };
    let _ =
        writeln!(text, "{head} : {seated} candidats sur {} dans {sessions} commissions.", problem.candidates);
    let _ = write!(text, "Coût {}", solution.cost.total());
    if let (Some(bound), Some(gap)) = (solution.bound(), solution.gap()) {
        let _ = write!(text, " ; aucun plan ne coûte moins de {bound} (prouvé) ; écart {}", percent(gap));
    }
    text.push_str(".\n");
    for (label, points) in parts(&solution.cost).into_iter().filter(|(_, points)| *points != 0) {
        let _ = writeln!(text, "  {label} : {points}");
    }
    let design = design(&solution.plan);
    let _ = writeln!(
        text,
        "Comparaison des commissions : {} binômes, {} groupes sans membre commun, {} candidats par binôme au milieu, \
         {} examinateurs dans un seul binôme.",
        design.pairs, design.groups, design.median_candidates, design.in_one_pair
    );
    if !solution.unseated.is_empty() {
        let list: Vec<String> = solution.unseated.iter().map(ToString::to_string).collect();
        let _ = writeln!(text, "Sans place : candidats {}.", list.join(", "));
    }
    for sentence in solution.explanation.iter().flat_map(|explanation| &explanation.sentences) {
        let _ = writeln!(text, "{sentence}");
    }
    text
}

fn parts(cost: &Cost) -> [(&'static str, i64); 10] {
    [
        ("candidats sans place", cost.unassigned),
        ("commissions", cost.session),
        ("commissions sans professionnel", cost.no_pro),
        ("demi-journées isolées", cost.half_day),
        ("changements de binôme dans la journée", cost.partner_change),
        ("trajets des examinateurs", cost.travel_examiner),
        ("trajets des candidats", cost.travel_candidate),
        ("plus de deux candidats d’un établissement", cost.same_school_over2),
        ("charge inégale", cost.load_quadratic),
        ("comparaison", cost.comparability),
    ]
}

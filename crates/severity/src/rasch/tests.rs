use super::steps::Border;
use super::sums::Search;
use super::*;
use crate::read::from_csv;

const SMALL: &str = "pid,rater,k1,k2
1,A,0,1
1,B,1,2
2,A,2,2
3,B,NE,1
4,C,0,0
5,C,2,1
6,A,1,0
7,C,1,2
";

#[test]
fn slopes_agree_with_finite_differences() {
    let data = from_csv(SMALL.as_bytes(), None).unwrap();
    for steps in [Steps::Shared, Steps::PerItem] {
        let border = Border::new(&[2, 2], steps);
        let groups = data.linked();
        let mut search = Search::new(&data, &border, &groups);
        let severity = vec![0.3, -0.2, 0.5];
        let parameters: Vec<f64> = (0..border.width()).map(|i| 0.1 + 0.07 * i as f64).collect();
        let (units, few) = search.gradient(&severity, &parameters);
        let h = 1e-5;
        for place in 0..severity.len() + parameters.len() {
            let mut value = |by: f64| {
                let (mut severity, mut parameters) = (severity.clone(), parameters.clone());
                let at = if place < 3 { &mut severity[place] } else { &mut parameters[place - 3] };
                *at += by;
                search.value(&severity, &parameters)
            };
            let measured = (value(h) - value(-h)) / (2.0 * h);
            let slope = if place < 3 { units[place] } else { few[place - 3] };
            assert!((measured - slope).abs() < 1e-7, "{steps:?} {place}: {measured} and {slope}");
        }
    }
}

#[test]
fn steps_and_difficulties_sum_to_zero() {
    let border = Border::new(&[3, 2, 3], Steps::PerItem);
    assert_eq!(border.width(), 2 + 2 + 1 + 2 + 1);
    let parameters = [0.5, -0.2, 0.3, 0.1, -0.4, 0.2, 0.7, 0.0];
    let cells = border.spread(&parameters);
    // At the highest level the steps cancel: the cumulated difficulty is level times difficulty.
    let difficulties = [0.5, -0.2, -0.3];
    for (item, difficulty) in difficulties.iter().enumerate() {
        let top = border.start[item] + border.top[item] - 1;
        assert!((cells[top] - border.top[item] as f64 * difficulty).abs() < 1e-12);
    }
}

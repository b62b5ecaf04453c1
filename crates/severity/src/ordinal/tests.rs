use super::*;
use crate::read::from_csv;

/// Eight candidates; commissions A and B share one of them, C stands alone; one reading is « non évaluable ».
const SMALL: &str = "pid,rater,x,g1,g2,g3
1,A,10,0,1,2
1,B,10,1,1,1
2,A,12,2,3,1
3,A,14,3,3,NE
4,B,9,0,0,1
5,B,13,2,2,3
6,C,8,1,0,0
7,C,15,3,2,2
8,C,11,1,2,1
";

#[test]
fn slopes_agree_with_finite_differences() {
    let data = from_csv(SMALL.as_bytes(), Some("x")).unwrap();
    let x = data.standardised().unwrap();
    let groups = data.linked();
    assert_eq!(groups.members, [vec![0, 1], vec![2]]);
    let (mut laplace, _) = prepare(&data, Some(&x), &groups);
    let at = [-1.0, 0.4, 1.7, 0.2, -0.3, 0.5, 0.9, 0.6];
    let (mut slopes, mut ignored) = (vec![0.0; at.len()], vec![0.0; at.len()]);
    assert!(laplace.value(&at, &mut slopes).is_finite());
    for place in 0..at.len() {
        let mut value = |by: f64| {
            let mut moved = at;
            moved[place] += by;
            laplace.value(&moved, &mut ignored)
        };
        let h = 1e-5;
        let measured = (value(h) - value(-h)) / (2.0 * h);
        assert!((measured - slopes[place]).abs() < 1e-7, "{place}: {measured} and {}", slopes[place]);
    }
}

#[test]
fn the_approximation_without_random_effects_is_the_likelihood() {
    let data = from_csv(SMALL.as_bytes(), None).unwrap();
    let groups = data.linked();
    let (mut laplace, _) = prepare(&data, None, &groups);
    let mut ignored = vec![0.0; 7];
    let at = [-1.0, 0.4, 1.7, 0.0, 0.0, 0.0, 0.0];
    let value = laplace.value(&at, &mut ignored);
    let below = |t: f64| 1.0 / (1.0 + crate::numeric::exp(-t));
    let shares = [below(-1.0), below(0.4) - below(-1.0), below(1.7) - below(0.4), 1.0 - below(1.7)];
    let want: f64 = data.levels.iter().flatten().map(|level| log(shares[usize::from(*level)])).sum();
    assert!((value - want).abs() < 1e-12);
}

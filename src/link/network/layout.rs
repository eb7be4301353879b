//! Where the names of the network stand: what appears together is drawn close, everything else is pushed apart.

use crate::model::network::{Line, Network, Node};

/// The sheet's width, about that of the page, so that letters keep their size.
const WIDTH: f64 = 1200.0;
/// What stays free at the sheet's edges.
const MARGIN: f64 = 36.0;
/// What stays free in any case.
const EDGE: f64 = 8.0;
/// How often the names move: the last rounds hardly do.
const ROUNDS: u32 = 300;
/// How often what overlaps is moved apart.
const SPREADS: u32 = 120;
/// A turn by the golden angle, as cosine and sine: written out, since machines disagree about the last digit.
const TURN: Point = (-0.737_368_878_078_319_7, 0.675_490_294_261_523_8);

type Point = (f64, f64);

/// How far a node and its name reach from its middle: to the left, the right, up and down.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reach {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) up: f64,
    pub(super) down: f64,
}

/// Half the size of a node: its area grows with its briefs.
pub(super) fn radius(briefs: u32, most: u32) -> i32 {
    whole(4.0 + 10.0 * (f64::from(briefs) / f64::from(most)).sqrt())
}

/// A number as the drawing holds it.
fn whole(number: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "what stands on the sheet is small")]
    let whole = number.round() as i32;
    whole
}

fn count(nodes: usize) -> f64 {
    f64::from(u32::try_from(nodes).unwrap_or(u32::MAX))
}

/// Gives every node its place.
pub(super) fn place(mut nodes: Vec<Node>, lines: Vec<Line>) -> Network {
    let height = (380.0 + 6.0 * count(nodes.len())).min(1000.0);
    let mut points = spiral(nodes.len(), height);
    settle(&mut points, &lines, height);
    fit(&mut points, height);
    put(&mut nodes, &points);
    Network { width: whole(WIDTH), height: whole(height), nodes, lines, ..Network::default() }
}

fn put(nodes: &mut [Node], points: &[Point]) {
    for (node, (x, y)) in nodes.iter_mut().zip(points) {
        (node.x, node.y) = (whole(*x), whole(*y));
    }
}

/// The first places: the strongest in the middle, the others around it, none upon another.
fn spiral(nodes: usize, height: f64) -> Vec<Point> {
    let mut toward = (1.0, 0.0);
    let mut place = |at: usize| {
        toward = (toward.0 * TURN.0 - toward.1 * TURN.1, toward.0 * TURN.1 + toward.1 * TURN.0);
        let far = ((count(at) + 0.5) / count(nodes)).sqrt() / 2.2;
        (WIDTH * (0.5 + far * toward.0), height * (0.5 + far * toward.1))
    };
    (0..nodes).map(&mut place).collect()
}

/// Moves all names by what pulls and pushes them, less and less.
fn settle(points: &mut [Point], lines: &[Line], height: f64) {
    let room = (WIDTH * height / count(points.len().max(1))).sqrt() * 0.8;
    for round in 0..ROUNDS {
        let left = 1.0 - f64::from(round) / f64::from(ROUNDS);
        let longest = WIDTH / 10.0 * left * left + 0.5;
        let moves = forces(points, lines, height, room);
        for (point, (x, y)) in points.iter_mut().zip(moves) {
            let far = (x * x + y * y).sqrt().max(0.001);
            let step = far.min(longest) / far;
            *point = (point.0 + x * step, point.1 + y * step);
        }
    }
}

/// What moves each name: all others push, its lines pull, and the middle of the sheet keeps it.
fn forces(points: &[Point], lines: &[Line], height: f64, room: f64) -> Vec<Point> {
    let middle = (WIDTH / 2.0, height / 2.0);
    let inward = |(x, y): &Point| ((middle.0 - x) * 0.3, (middle.1 - y) * 0.3 * WIDTH / height);
    let mut moves: Vec<Point> = points.iter().map(inward).collect();
    for one in 0..points.len() {
        for other in one + 1..points.len() {
            let (x, y) = (points[one].0 - points[other].0, points[one].1 - points[other].1);
            let push = room * room / (x * x + y * y).max(1.0);
            moves[one] = (moves[one].0 + x * push, moves[one].1 + y * push);
            moves[other] = (moves[other].0 - x * push, moves[other].1 - y * push);
        }
    }
    for line in lines {
        let (one, other) = (line.from as usize, line.to as usize);
        let (x, y) = (points[one].0 - points[other].0, points[one].1 - points[other].1);
        let pull = (x * x + y * y).sqrt() / room;
        moves[one] = (moves[one].0 - x * pull, moves[one].1 - y * pull);
        moves[other] = (moves[other].0 + x * pull, moves[other].1 + y * pull);
    }
    moves
}

/// Stretches the drawing to the sheet; a few names stay in its middle.
fn fit(points: &mut [Point], height: f64) {
    let (mut low, mut high) = ((f64::MAX, f64::MAX), (f64::MIN, f64::MIN));
    for (x, y) in points.iter() {
        low = (low.0.min(*x), low.1.min(*y));
        high = (high.0.max(*x), high.1.max(*y));
    }
    let most = 160.0 * (count(points.len()) - 1.0);
    let onto = |value: f64, low: f64, high: f64, size: f64| {
        let wide = most.min(size - 2.0 * MARGIN);
        let part = if high - low < 1.0 { 0.5 } else { (value - low) / (high - low) };
        size / 2.0 + wide * (part - 0.5)
    };
    for (x, y) in points.iter_mut() {
        (*x, *y) = (onto(*x, low.0, high.0, WIDTH), onto(*y, low.1, high.1, height));
    }
}

/// Moves nodes and their names apart until none lies upon another, or as far as the rounds go.
pub(super) fn spread(network: &mut Network, reaches: &[Reach]) {
    let size = (f64::from(network.width), f64::from(network.height));
    let mut points: Vec<Point> = network.nodes.iter().map(|node| (f64::from(node.x), f64::from(node.y))).collect();
    for _ in 0..SPREADS {
        let mut moved = false;
        for one in 0..points.len() {
            for other in one + 1..points.len() {
                moved |= part(&mut points, reaches, one, other);
            }
        }
        for ((x, y), reach) in points.iter_mut().zip(reaches) {
            *x = x.min(size.0 - reach.right - EDGE).max(reach.left + EDGE);
            *y = y.min(size.1 - reach.down - EDGE).max(reach.up + EDGE);
        }
        if !moved {
            break;
        }
    }
    put(&mut network.nodes, &points);
}

/// Moves two apart along the shorter way, half of it each.
fn part(points: &mut [Point], reaches: &[Reach], one: usize, other: usize) -> bool {
    let ((ax, ay), (bx, by)) = (points[one], points[other]);
    let (a, b) = (reaches[one], reaches[other]);
    let wide = (ax + a.right - (bx - b.left)).min(bx + b.right - (ax - a.left));
    let tall = (ay + a.down - (by - b.up)).min(by + b.down - (ay - a.up));
    if wide <= 0.0 || tall <= 0.0 {
        return false;
    }
    // Beyond the touch, so that rounding leaves a gap.
    if wide < tall {
        let way = (wide / 2.0 + 0.75) * if ax + a.right - a.left < bx + b.right - b.left { -1.0 } else { 1.0 };
        (points[one].0, points[other].0) = (ax + way, bx - way);
    } else {
        let way = (tall / 2.0 + 0.75) * if ay < by { -1.0 } else { 1.0 };
        (points[one].1, points[other].1) = (ay + way, by - way);
    }
    true
}

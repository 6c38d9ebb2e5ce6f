"""Where people stand in the chart of relations."""

from crm.domain.customer.relation_chart import HIGH, WIDE, Edge, Person, chart


def person(id: int) -> Person:
    return Person(id, f"人{id}", None, None, None, None)


def edge(id: int, one: int, kind: str, other: int) -> Edge:
    return Edge(id, kind, one, other, None)


def test_a_boss_stands_above_the_middle_of_his_people():
    drawn = chart([person(1), person(2), person(3)], [edge(10, 2, "reports_to", 1), edge(11, 3, "reports_to", 1)])
    boss, left, right = drawn.boxes
    assert boss.y + HIGH < left.y == right.y and left.x + WIDE < right.x
    assert boss.x == (left.x + right.x) // 2
    assert drawn.width >= right.x + WIDE and drawn.height >= left.y + HIGH


def test_nobody_stands_on_anybody_else():
    people = [person(n) for n in range(1, 20)]
    edges = [edge(n + 100, n, "reports_to", n // 2) for n in range(2, 12)]
    places = [(box.x, box.y) for box in chart(people, edges).boxes]
    for at, (x, y) in enumerate(places):
        assert not [other for other in places[at + 1 :] if abs(other[0] - x) < WIDE and abs(other[1] - y) < HIGH]


def test_a_circle_of_bosses_is_drawn_and_does_not_hang():
    drawn = chart([person(1), person(2)], [edge(10, 1, "reports_to", 2), edge(11, 2, "reports_to", 1)])
    assert len(drawn.boxes) == 2 and len(drawn.lines) == 2


def test_a_relation_to_somebody_who_is_not_shown_is_left_out():
    assert chart([person(1)], [edge(10, 1, "knows", 9)]).lines == ()


def test_people_without_a_line_stand_in_rows_below():
    drawn = chart([person(n) for n in range(1, 9)], [edge(10, 2, "reports_to", 1), edge(11, 3, "knows", 4)])
    tree, loose = drawn.boxes[:2], drawn.boxes[2:]
    assert min(box.y for box in loose) > max(box.y for box in tree) and all(box.x >= 0 for box in loose)

"""What documents, and what belongs to them, have in common: they go from state to state."""

from collections.abc import Mapping

from crm.language import Words


def not_a_move(moves: Mapping[str, tuple[str, ...]], labels: Mapping[str, str], was: str, then: str) -> dict[str, Words]:
    """Why this state does not follow that one, whoever asks; `labels`: state -> what it is called."""
    if then in moves[was]:
        return {}
    return {"state": Words("“{now}” does not become “{then}”.", now=Words(labels[was]), then=Words(labels[then]))}

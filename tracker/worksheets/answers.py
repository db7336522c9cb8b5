"""The choices that say the same as somebody's answer: how a third person follows one of two readings in one move."""

from tracker.vocabulary import SheetAction
from tracker.worksheets.states import State
from tracker.worksheets.values import Choice


def choices_like(target: str, state: State) -> list[Choice]:
    """Return the choices that lead to a state, the answer last."""
    if state.decision == SheetAction.MERGE:
        return [Choice(target, SheetAction.MERGE, {"with": state.merged_into})]
    if not state.kept:
        return [Choice(target, SheetAction.REJECT, {"reason": state.reason or "other"})]
    deadline = state.deadline.model_dump(mode="json") if state.deadline else None
    said = [
        Choice(target, SheetAction.SPLIT, {"parts": list(state.parts)}),
        Choice(target, SheetAction.THEME, {"theme": state.theme}),
        Choice(target, SheetAction.BODY, {"bodies": [kind.value for kind in state.bodies or ()]}),
        Choice(target, SheetAction.DEADLINE, {"deadline": deadline}),
    ]
    if state.level:
        said.append(Choice(target, SheetAction.LEVEL, {"level": state.level}))
    if state.fulfilment:
        said.append(Choice(target, SheetAction.FULFILMENT, {"fulfilment": state.fulfilment}))
    if state.corrected:
        said.insert(0, Choice(target, SheetAction.CORRECT, {"text": state.text}))
    return [*said, Choice(target, SheetAction.KEEP)]

"""What is wrong with the text of an expression: at which sign, and what to do."""


class ExpressionError(ValueError):
    """The text is no expression, or its kinds do not fit; `position` is the sign it is about, counted from 1."""

    def __init__(self, position: int, sentence: str) -> None:
        super().__init__(sentence)
        self.position = position
        self.sentence = sentence


def fault(position: int, sentence: str, **words: object) -> ExpressionError:
    """Make the refusal of an expression at a sign; the sentence is already in the language of the reader."""
    return ExpressionError(position, sentence.format(**words))

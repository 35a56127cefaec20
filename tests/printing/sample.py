"""A notebook that shows every block and a facilitator's own cells, for the exporters' tests."""

import base64
import struct
import zlib
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from cadence.blocks import (
    MIME,
    Agenda,
    AgendaRow,
    Block,
    Bullets,
    Callout,
    Chart,
    Checklist,
    Cover,
    Facts,
    Grid,
    Heading,
    Lines,
    PageBreak,
    Paragraph,
    Prose,
    Statement,
    Table,
    html,
    plain,
)

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 696 300" width="696" height="300">'
    '<rect width="696" height="300" fill="#fff"/><path d="M160 20V260" stroke="#999"/>'
    + "".join(
        f'<path d="M{200 + 40 * at} {50 + 40 * at}h{180}" stroke="#17406d" stroke-width="3"/>'
        f'<circle cx="{290 + 40 * at}" cy="{50 + 40 * at}" r="8" fill="#17406d"/>'
        for at in range(6)
    )
    + "</svg>"
)

COVER = Cover(
    programme="Instructional Leadership Institute",
    title="Team conditions",
    team="Lincoln Park Elementary School",
    district="Houston Independent School District",
    question="What does this team need before it can lead instruction together?",
    when="Thursday, 14 January 2027, 3:30 pm",
    place="Library, second floor",
    prepared="Prepared on 7 January 2027 from what the team had shared by then.",
    notice="Synthetic data: nobody here exists",
)

MORE = " to the people who are on this team, and it is worth the time that we give it each week"
CONDITIONS = (
    "Real team",
    "Compelling purpose",
    "Right people",
    "Sound structure",
    "Supportive context",
    "Coaching",
)

BLOCKS: tuple[Block, ...] = (
    Heading("How we spend the time", 2),
    Paragraph(
        "Ninety minutes, one question, and a decision about the one condition that we move first.", lead=True
    ),
    Agenda(
        "Ninety minutes together",
        (
            AgendaRow(0, 10, "Opening", "Say what you hope this team will be able to do by June.", keep=True),
            AgendaRow(
                10, 15, "Who is on this team?", "List the members alone, then compare.", "Think, pair, all"
            ),
            AgendaRow(
                25,
                40,
                "Reading the profile",
                "Predict first. Then read the dots, spread before level.",
                "Data walk",
                True,
            ),
            AgendaRow(65, 15, "One condition to move", "Choose it, and say what would be seen if it moved."),
            AgendaRow(80, 10, "Commitments", "Who does what by when.", keep=True),
        ),
        opens="15:30",
    ),
    Heading("What the team said", 2),
    Facts(
        (
            ("8 of 8", "answered the survey", "all of the team"),
            ("71%", "of pairs agree", "who is on it"),
            ("3.4", "median, purpose", "of 5"),
            ("2", "open questions", "answered by six people"),
        )
    ),
    Chart(
        "The team is sure of its purpose and divided about its structure",
        SVG,
        "Dots for six conditions: purpose has a median of 4 of 5, structure answers run from 1 to 5.",
        "Each dot is a median; the line holds the middle half. Eight people answered in December.",
    ),
    Callout(
        "win", "Everyone answered", "All eight people took ten minutes. That is the first sign of a team."
    ),
    Callout(
        "note",
        "Who sees what",
        "Answers are confidential.",
        ("Nobody sees what a person answered.", "The facilitator sees who has answered."),
    ),
    Callout(
        "missing",
        "No baseline yet",
        "The team has not visited a lesson.",
        remedy="Print the observation sheet on page 6 and visit four lessons.",
    ),
    Callout(
        "warning",
        "Two goals have no owner",
        "A goal without an owner waits.",
        remedy="Name one person for each, today.",
    ),
    Callout("caution", "Small numbers", "Eight answers can move a lot by chance."),
    Heading("Conditions side by side", 3),
    Table(
        "Conditions, with medians and spread",
        ("Condition", "Median", "Middle half", "Answers"),
        tuple(
            (name, f"{3 + at % 3}.0", f"{2 + at % 2} to {4 + at % 2}", "8")
            for at, name in enumerate(CONDITIONS)
        ),
        align=("left", "right", "right", "right"),
        note="Nothing is shown for fewer than five answers.",
    ),
    Statement(
        "Every child does the thinking in every lesson, and every adult can see it.",
        "Vision, version 3, agreed on 2 December",
    ),
    Bullets(
        (
            "Read the profile before the meeting.",
            "Bring the calendar.",
            "Think of one meeting that went well.",
        ),
        "Before we meet",
    ),
    Bullets(("Predict.", "Look.", "Say what surprised you."), ordered=True),
    Prose(
        "### Reading dots\n\nA dot is **one** answer, not a *grade*. See [the handbook](https://example.org/handbook)."
        "\n\n> Spread before level.\n\n| Word | Meaning |\n|---|---:|\n| spread | how far apart |\n"
    ),
    PageBreak(),
    Heading("Worksheets", 2),
    Lines("What would we see if this condition moved?", 4, "Write what a visitor could see or hear."),
    Checklist(
        "The team charter says",
        ("Purpose", "Members", "Roles", "Norms", "Decisions we own", "Meeting time"),
        "Tick what is settled.",
    ),
    Checklist(
        "Before the next meeting",
        (
            "Each of us has visited two lessons with somebody else from this team.",
            "The notes are in the shared folder.",
        ),
    ),
    Table("Commitments", ("Who", "What", "By when", "How we will know"), blank_rows=5, widths=(2, 4, 2, 3)),
    Table(
        "Roles", ("Role", "Person", "From"), (("Convener", "", ""), ("Note taker", "Ana", "")), blank_rows=2
    ),
    Grid(
        "How far do you agree?",
        tuple(f"{at}. The purpose is clear{MORE * (at % 3 == 0)}." for at in range(1, 31)),
        ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree", "Cannot say"),
        "Mark one ring in each row. Nobody on the team sees your sheet.",
    ),
)


def png(width: int = 120, height: int = 60) -> bytes:
    """Return a small picture."""
    rows = b"".join(b"\x00" + b"\x17\x40\x6d" * width for _ in range(height))

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def shown(*blocks: Block) -> Any:
    """Return a cell that has shown blocks."""
    data = {
        MIME: {"blocks": [block.to_json() for block in blocks]},
        "text/html": html(blocks),
        "text/plain": plain(blocks),
    }
    return output(data)


def output(data: dict[str, Any], **metadata: Any) -> Any:
    """Return a cell with one output."""
    made = new_output("display_data", data=data, metadata=metadata)
    return new_code_cell("book.secret_code()", outputs=[made])


def notebook(*cells: Any, **cadence: Any) -> Any:
    """Return a notebook of cells, with the packet's metadata."""
    made = new_notebook(cells=list(cells), metadata={"cadence": cadence} if cadence else {})
    return nbformat.from_dict(made)


def own_cells() -> list[Any]:
    """Return cells such as a facilitator adds."""
    picture = base64.b64encode(png()).decode()
    frame = (
        "<div><style scoped>.x{color:red}</style><table border='1' class='dataframe'><thead>"
        "<tr><th></th><th>share</th><th>n</th></tr></thead><tbody><tr><th>talk</th><td>0.41</td><td>22</td></tr>"
        "<tr><th>task</th><td>0.55</td><td>18</td></tr></tbody></table><p>2 rows</p></div>"
    )
    attached = new_markdown_cell("![](attachment:a.png) and ![gone](https://example.org/x.png)")
    attached["attachments"] = {"a.png": {"image/png": picture}}
    failed = new_code_cell("1/0")
    failed.outputs = [
        new_output("error", ename="ZeroDivisionError", evalue="division by zero", traceback=["/home/x"])
    ]
    printed = new_code_cell("print()")
    printed.outputs = [new_output("stream", name="stdout", text="\x1b[31mthree\x1b[0m visits\n10%\r100%\n")]
    printed.outputs.append(new_output("stream", name="stderr", text="a warning about code"))
    return [
        new_markdown_cell(
            "## Own notes\n\n- one\n- two\n  1. deep\n\n```\ncode here\n```\n\n"
            "#### Deeper at once\n\nA <b>tag</b>."
        ),
        output(
            {"image/png": picture, "text/plain": "<Figure size 640x480>"},
            **{"image/png": {"alt": "A blue bar"}},
        ),
        output({"text/html": frame, "text/plain": "share n"}),
        output({"text/markdown": "**Bold** from a cell"}),
        output({"text/plain": "42"}),
        output({"application/vnd.jupyter.widget-view+json": {"model_id": "x"}, "text/plain": "Dropdown()"}),
        attached,
        failed,
        printed,
    ]


def full() -> Any:
    """Return the notebook that has everything."""
    opening = new_markdown_cell("# Session 1: team conditions")
    return notebook(opening, shown(COVER), shown(*BLOCKS), *own_cells())

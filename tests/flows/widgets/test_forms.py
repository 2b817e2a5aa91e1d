"""Filter bar, form fields, details, and calls that wait for a pause."""

from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Select

from amtui.widgets import detail
from amtui.widgets.coalesce import Coalesced
from amtui.widgets.fields import FormField, area_field, choice_field, text_field, values
from amtui.widgets.filter_bar import FilterBar


class FilterApp(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.bar = FilterBar()
        self.seen: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        yield self.bar

    def on_filter_bar_changed(self, message: FilterBar.Changed) -> None:
        self.seen.append(("changed", message.text))

    def on_filter_bar_submitted(self, message: FilterBar.Submitted) -> None:
        self.seen.append(("submitted", message.text))

    def on_filter_bar_cancelled(self, message: FilterBar.Cancelled) -> None:
        self.seen.append(("cancelled", message.text))


async def test_a_filter_is_told_once_the_typing_pauses() -> None:
    app = FilterApp()
    async with app.run_test() as pilot:
        app.bar.open()
        await pilot.pause()
        for character in "acme":
            app.bar.query_one(Input).insert_text_at_cursor(character)
        await pilot.pause(0.2)
        assert app.seen == [("changed", "acme")]
        await pilot.press("enter")
        assert app.seen[1:] == [("submitted", "acme")]
        app.bar.close()
        assert app.bar.text == "acme"
        assert not app.bar.is_open


async def test_enter_does_not_wait_and_escape_clears() -> None:
    app = FilterApp()
    async with app.run_test() as pilot:
        app.bar.open()
        await pilot.pause()
        app.bar.query_one(Input).insert_text_at_cursor("[/nope]")
        await pilot.press("enter")
        assert app.seen == [("changed", "[/nope]"), ("submitted", "[/nope]")]
        await pilot.press("escape")
        await pilot.pause(0.2)
        assert app.seen[2:] == [("cancelled", "")]
        assert app.bar.text == ""


class FormApp(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.changed: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        with Vertical():
            yield text_field("subject", "Subject [x]", "a\x1bb", hint="one line")
            yield choice_field("status", "Status", [("new", "New [red]"), ("done", "Done")], "done")
            yield choice_field("owner", "Owner", [("anna", "Anna")])
            yield area_field("note", "Note", "first\nsecond")

    def on_form_field_changed(self, message: FormField.Changed) -> None:
        self.changed.append((message.field.field_name, message.value))


async def test_a_form_gives_its_values_and_says_what_is_wrong_beside_the_field() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 30)) as pilot:
        form = app.query_one(Vertical)
        assert values(form) == {
            "subject": "a␛b", "status": "done", "owner": "", "note": "first\nsecond"
        }  # fmt: skip
        subject = app.query(FormField).first()
        subject.say_wrong("A subject needs [red]words[/].")
        await pilot.pause()
        assert subject.wrong
        assert str(subject.query_one(".message").render()) == "✗ A subject needs [red]words[/]."
        subject.focus()
        await pilot.press("end", "c")
        assert not subject.wrong
        assert str(subject.query_one(".message").render()) == "one line"
        app.query(Select).last().value = "anna"
        await pilot.pause()
        assert ("subject", "a␛bc") in app.changed
        assert app.changed[-1] == ("owner", "anna")


async def test_only_the_latest_value_is_passed_on_after_a_pause() -> None:
    passed: list[int] = []
    app: App[None] = App()
    async with app.run_test() as pilot:
        later = Coalesced(app, 0.03, passed.append)
        for value in range(20):
            later(value)
        await pilot.pause(0.1)
        assert passed == [19]
        later(20)
        later.cancel()
        await pilot.pause(0.1)
        assert passed == [19]


def test_key_values_line_up_and_keep_hostile_text_as_text() -> None:
    shown = detail.key_values(
        [
            detail.Field("Account", "[red]x[/red]\x1b"),
            detail.Field("アカウント", "one\ntwo"),
            detail.Field("Owner", None),
            detail.Field("State", Content("● met")),
        ]
    )
    assert shown.plain.split("\n") == [
        "Account     [red]x[/red]␛",
        "アカウント  one",
        "            two",
        "Owner       –",
        "State       ● met",
    ]


def test_a_timeline_shows_when_who_what_and_the_note() -> None:
    events = [
        detail.Event("2 h ago", "Anna", "status new → in progress", "line one\nline [two]", glyph="◆"),
        detail.Event("3 d ago", "", "created"),
    ]
    assert detail.timeline(events).plain.split("\n") == [
        "◆ 2 h ago  Anna  status new → in progress",
        "  line one",
        "  line [two]",
        "· 3 d ago  created",
    ]
    assert detail.timeline([], empty="Nothing yet.").plain == "Nothing yet."
    stacked = detail.stacked([detail.title("A"), Content(""), detail.title("B")])
    assert stacked.plain == "A\n\nB"


class ChoiceApp(App[None]):
    def compose(self) -> ComposeResult:
        outcomes = ("abandoned", "Abandoned"), ("answered", "Answered"), ("no_answer", "No answer")
        yield choice_field("outcome", "Outcome", outcomes)


async def test_letters_alone_choose_from_a_list() -> None:
    app = ChoiceApp()
    async with app.run_test() as pilot:
        field = app.query_one(FormField)
        for keys, chosen in (
            (("space", "n", "o", "space", "enter"), "no_answer"),
            (("space", "k", "enter"), "answered"),
            (("space", "k", "k", "k", "j", "enter"), "abandoned"),
            (("space", "x", "y", "enter"), "abandoned"),
        ):
            await pilot.press(*keys)
            await pilot.pause()
            assert field.value == chosen, keys

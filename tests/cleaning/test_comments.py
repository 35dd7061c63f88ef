import pytest

from indexer.cleaning import judge
from indexer.cleaning.comments import is_forum
from indexer.cleaning.sites import alone

TEXT = (
    "<h1>Trial</h1>"
    + "<p>The judges of the district met for two days and talked about the standards of a trial.</p>" * 4
)
REMARK = "<p>I was there too, and I must say that the talk about the third case was the best of all of them.</p>"


def rules(document):
    return [block.verdict.rule for block in document.blocks if block.text.startswith("I was there")]


def test_comments_in_a_container_of_that_name_are_removed_as_comments(clean):
    (document,) = clean(f"<div class=post>{TEXT}</div><ol class=comment-list>{f'<li>{REMARK}' * 3}</ol>")
    assert rules(document) == ["comment"] * 3


@pytest.mark.parametrize("line", ["3 comments", "Комментарии (3)", "Comment from Anna on May 3, 2011", "Anna says:"])
def test_comments_begin_at_a_line_that_says_so(line, clean):
    (document,) = clean(f"{TEXT}<p>{line}</p>{REMARK * 3}")
    assert rules(document) == ["comment"] * 3


def test_a_sentence_that_reports_speech_begins_no_comments(clean):
    (document,) = clean(f"{TEXT}<p>“We shall go on”, Anna said.</p>{REMARK}")
    assert "comment" not in rules(document)


def test_a_thread_of_a_forum_is_the_page(cut):
    thread = cut(f"{TEXT}<ol class=comments><li>{REMARK}</ol>", url="http://forum.example/viewtopic.php?t=1")
    assert "comment" not in rules(judge(thread, alone(thread)))


@pytest.mark.parametrize(
    "url",
    [
        "https://forum.example/",
        "https://community.example.org/t/errors/6185",
        "https://www.exampleforums.com/x",
        "https://example.com/threads/tanks.3237/",
        "https://example.com/showthread.php?t=17",
        "https://example.com/questions/7809/backups",
        "https://example.com/thread-222085.html",
        "https://example.com/index.php?topic=589061.0",
    ],
)
def test_hosts_and_folders_of_forums_tell_their_threads(url, cut):
    assert is_forum(cut("<p>x", url=url))


@pytest.mark.parametrize(
    "url",
    [
        "https://blog.example.org/2018/09/10/september-2018-open-thread/",
        "https://example.com/news/world-community-lashes-out",
        "https://example.com/keyboards/keychron",
        "https://example.com/topics/climate",
        "https://example.com/questions/",
    ],
)
def test_a_word_in_an_articles_address_makes_no_forum(url, cut):
    assert not is_forum(cut("<p>x", url=url))


def test_comments_that_are_wanted_are_kept_as_comments(cut):
    page = cut(f"<div class=post>{TEXT}</div><ol class=comment-list>{f'<li>{REMARK}' * 3}</ol>")
    document = judge(page, alone(page), comments="keep")
    assert rules(document) == ["comment"] * 3
    assert REMARK.removeprefix("<p>").removesuffix("</p>") in document.text


def test_a_line_below_each_of_several_entries_begins_no_comments(clean):
    entry = "<h2>News</h2><p>The judges of the district met for two days and talked about the standards of a trial.</p>"
    (document,) = clean("".join(f"{entry}<p>{count} comments</p>" for count in range(4)))
    assert "comment" not in {block.verdict.rule for block in document.blocks if block.text.startswith("The judges")}


@pytest.mark.parametrize(
    "line",
    [
        "<p>Of the second case one of the judges of the district, who knew it well, said:",
        "<h2>The second case</h2><p>Posted by Anna on May 3, 2011 at 10:00",
        "<form><label>Comments:</label><textarea name=c></textarea>Shown to nobody</form>",
    ],
)
def test_a_quotation_a_second_entry_and_a_field_of_a_form_begin_no_comments(line, clean):
    (document,) = clean(f"{TEXT}{line}{REMARK}")
    assert "comment" not in rules(document)


def test_comments_that_are_signed_below_begin_at_the_line_for_a_picture(clean):
    remark = f"<p>Anna Smith's picture<p>The third case{REMARK}"
    (document,) = clean(f"{TEXT}{remark}<p>Posted by Anna Smith on May 17th, 2011 at 1:16 pm.")
    assert [block.verdict.rule for block in document.blocks[-4:]] == ["comment"] * 4
    (unsigned,) = clean(TEXT + remark)
    assert "comment" not in rules(unsigned)

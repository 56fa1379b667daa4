"""What comes from other programs' clipboards. The samples follow what these programs write."""

import pytest

from tests import factories
from tests.browser.writing import html_in, open_story, paste, write_story

WORD = """
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>
p.MsoListParagraph {mso-list:l0 level1 lfo1}
</style></head><body><!--StartFragment-->
<p class=MsoNormal style='mso-margin-top-alt:auto'>
<b style='mso-bidi-font-weight:normal'>Goals<o:p></o:p></b></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·
<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>
Halt the <i>strikes</i><o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'>
<![if !supportLists]><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span><![endif]>
in the south<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>
Return of prisoners<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'>
<![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span><![endif]>
Withdrawal<o:p></o:p></p>
<!--EndFragment--></body></html>
"""
DOCS = """
<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1f2e">
<h1 dir="ltr"><span style="font-size:20pt;font-weight:700">Title</span></h1>
<p dir="ltr" style="line-height:1.38"><span style="font-weight:400">Plain, </span>
<span style="font-weight:700;font-style:normal">bold</span>
<span style="font-weight:400;font-style:italic">and italic</span>
<span style="font-weight:400;vertical-align:super">2</span></p><br>
<ul style="margin-top:0"><li dir="ltr" style="font-weight:400" aria-level="1">
<p dir="ltr" role="presentation"><span style="font-weight:400">one</span></p></li>
<ul><li dir="ltr" aria-level="2"><p dir="ltr" role="presentation">
<span style="font-weight:400">two</span></p></li></ul></ul></b>
"""
CLIPBOARDS = {
    "a list in Word": (
        WORD,
        "<p><strong>Goals</strong></p><ul><li><p>Halt the <em>strikes</em></p><ul><li><p>in the"
        " south</p></li></ul></li><li><p>Return of prisoners</p></li></ul><ol><li><p>Withdrawal"
        "</p></li></ol>",
    ),
    "Google Docs": (
        DOCS,
        "<h2>Title</h2><p>Plain, <strong>bold</strong> <em>and italic</em> <sup>2</sup></p><ul><li>"
        "<p>one</p><ul><li><p>two</p></li></ul></li></ul>",
    ),
    "a web page": (
        '<div style="color:red"><p onclick="alert(1)">One <span style="font-weight:bold">two</span>'
        '<span class="Apple-converted-space">&nbsp;</span><img src="x" onerror="alert(1)">'
        '<a href="javascript:alert(1)">three</a></p><script>alert(1)</script></div>',
        "<p>One <strong>two</strong> three</p>",
    ),
    "a table": (
        "<table><colgroup><col><col></colgroup><thead><tr><th>Year</th>\n<th>Boats</th><th></th></tr>"
        "</thead><tbody>\n<tr><td><p>2025</p></td><td style='color:red'>12</td><td>400</td></tr>"
        "<tr><td>2026</td><td>&nbsp;</td><td><span style='font-style:italic'>401</span></td></tr>"
        "</tbody></table><p>End</p>",
        "<p>Year · Boats</p><p>2025 · 12 · 400</p><p>2026 · · <em>401</em></p><p>End</p>",
    ),
    "a page laid out in a table": (
        "<table><tr><td><p>One</p><p>Two</p></td><td><h2>Three</h2>four</td></tr></table>",
        "<p>One</p><p>Two</p><h2>Three</h2><p>four</p>",
    ),
    "another newsroom": (
        '<blockquote data-quote="12"><p>Theirs</p></blockquote>',
        "<blockquote><p>Theirs</p></blockquote>",
    ),
}


@pytest.mark.parametrize(("clipboard", "expected"), CLIPBOARDS.values(), ids=CLIPBOARDS)
def test_a_clipboard_becomes_what_a_story_may_hold(page, client, clipboard, expected):
    write_story(page, client)

    paste(page, clipboard)

    assert html_in(page).removesuffix("<p></p>") == expected


def test_a_quotation_moved_within_the_story_keeps_its_source(page, client):
    quote = factories.quote("We are committed")
    open_story(page, client, factories.draft(body=factories.quoting(quote)))

    page.keyboard.press("Control+a")
    page.keyboard.press("Control+x")
    page.keyboard.press("Control+v")

    assert f'<blockquote data-quote="{quote.pk}"><p>We are committed</p>' in html_in(page)

"""draw.py - the pages of a report, drawn by other people's libraries

usage: draw.py reportlab|cairo|weasyprint DRAWING OUT.pdf [TIMES]

DRAWING is what draw_text.c writes: texts, lines and boxes at their places.  cairo
draws them there.  ReportLab (Platypus) and WeasyPrint break lines and pages
themselves, as anteroom does: they are given the same texts as paragraphs.  With TIMES: so many in one process, and the CPU time of
each in ms is printed, without what it takes to start.
"""

import html
import sys
import time

LATO = "/usr/share/fonts/truetype/lato/Lato-%s.ttf"
FACES = {"regular": "Regular", "bold": "Bold", "italic": "Italic"}


def pages_of(path):
    pages = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            word = line.rstrip("\n").split(" ")
            if word[0] == "page":
                width, height = word[2].split("x")
                pages.append((int(width), int(height), []))
            elif word[0] == "text":
                x, y, size = (int(w) for w in word[1:4])
                pages[-1][2].append(("text", x, y, size, word[4], " ".join(word[6:])))
            elif word[0] in ("line", "box"):
                x, y, w, h = (int(v) for v in word[1:5])
                pages[-1][2].append((word[0], x, y, w, h, word[5], word[6]))
            elif word[0] == "circle":
                x, y, r = (int(v) for v in word[1:4])
                pages[-1][2].append(("circle", x, y, max(r, 1), 0, word[5], word[6]))
    return pages


def rgb(color):
    return tuple(int(color[i : i + 2], 16) / 255 for i in (0, 2, 4))


def reportlab():
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import HRFlowable, Paragraph, SimpleDocTemplate, Table

    for face, name in FACES.items():
        pdfmetrics.registerFont(TTFont(face, LATO % name))
    pdfmetrics.registerFontFamily("regular", "regular", "bold", "italic", "bold")

    def cell(m):
        style = ParagraphStyle("s", fontName=m[4], fontSize=m[3], leading=m[3] + 3)
        return Paragraph(html.escape(m[5]), style)

    def draw(pages, out):
        story = []
        for _, _, marks in pages:
            rows = {}  # texts on one line stand beside each other, in a table
            for m in marks:
                if m[0] == "text":
                    rows.setdefault(m[2], []).append(m)
                elif m[0] == "line":
                    story.append(HRFlowable(width=m[3]))
            for row in rows.values():
                if len(row) == 1:
                    story.append(cell(row[0]))
                else:
                    story.append(Table([[cell(m) for m in row]]))
        SimpleDocTemplate(out, pagesize=pages[0][:2], pageCompression=1).build(story)

    return draw


def cairo():
    import cairo as lib

    def draw(pages, out):
        surface = lib.PDFSurface(out, pages[0][0], pages[0][1])
        c = lib.Context(surface)
        for _, _, marks in pages:
            for m in marks:
                if m[0] == "text":
                    c.select_font_face(
                        "Lato",
                        lib.FONT_SLANT_ITALIC if m[4] == "italic" else lib.FONT_SLANT_NORMAL,
                        lib.FONT_WEIGHT_BOLD if m[4] == "bold" else lib.FONT_WEIGHT_NORMAL,
                    )
                    c.set_source_rgb(0, 0, 0)
                    c.set_font_size(m[3])
                    c.move_to(m[1], m[2])
                    c.show_text(m[5])
                    continue
                if m[0] == "line":
                    c.move_to(m[1], m[2])
                    c.line_to(m[1] + m[3], m[2] + m[4])
                elif m[0] == "box":
                    c.rectangle(m[1], m[2], m[3], m[4])
                else:
                    c.new_sub_path()
                    c.arc(m[1], m[2], m[3], 0, 6.2832)
                if m[5] != "none":
                    c.set_source_rgb(*rgb(m[5]))
                    c.fill_preserve()
                if m[6] != "none":
                    c.set_source_rgb(*rgb(m[6]))
                    c.stroke_preserve()
                c.new_path()
            c.show_page()
        surface.finish()

    return draw


def weasyprint():
    import weasyprint as lib

    def draw(pages, out):
        body = "".join(
            "<p>%s</p>" % html.escape(m[5]) for _, _, marks in pages for m in marks if m[0] == "text"
        )
        lib.HTML(string="<body style='font: 9px Lato'>%s" % body).write_pdf(out)

    return draw


def main():
    library, drawing, out = sys.argv[1:4]
    draw = {"reportlab": reportlab, "cairo": cairo, "weasyprint": weasyprint}[library]()
    pages = pages_of(drawing)
    draw(pages, out)
    if len(sys.argv) > 4:
        count = int(sys.argv[4])
        start = time.process_time()
        for _ in range(count):
            draw(pages, out)
        print("%.3f" % ((time.process_time() - start) / count * 1e3))


main()

package dev.relaydesk.channel.whatsapp;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;

/** Writes a Markdown document with WhatsApp's marks: {@code *bold*}, {@code _italic_}, {@code ~strike~}. */
final class WhatsAppMarkdown extends AbstractVisitor {

    private final SourceList sources;
    private StringBuilder out = new StringBuilder();
    private int bold;
    private int marks;

    WhatsAppMarkdown(SourceList sources) {
        this.sources = sources;
    }

    String text() {
        return out.toString().strip();
    }

    @Override
    public void visit(Paragraph paragraph) {
        separate(paragraph);
        visitChildren(paragraph);
    }

    @Override
    public void visit(Heading heading) {
        separate(heading);
        strong(heading);
    }

    @Override
    public void visit(ThematicBreak line) {
        separate(line);
        out.append("———");
    }

    @Override
    public void visit(BulletList list) {
        separate(list);
        visitChildren(list);
    }

    @Override
    public void visit(OrderedList list) {
        separate(list);
        visitChildren(list);
    }

    @Override
    public void visit(ListItem item) {
        separate(item);
        String mark = "- ";
        if (item.getParent() instanceof OrderedList list) {
            Integer start = list.getMarkerStartNumber();
            int number = start == null ? 1 : start;
            for (Node before = item.getPrevious(); before != null; before = before.getPrevious()) {
                number++;
            }
            mark = number + ". ";
        }
        out.append(mark).append(inside(item).replace("\n", "\n  "));
    }

    @Override
    public void visit(BlockQuote quote) {
        separate(quote);
        out.append("> ").append(inside(quote).replace("\n", "\n> "));
    }

    @Override
    public void visit(FencedCodeBlock block) {
        separate(block);
        out.append("```\n").append(block.getLiteral().stripTrailing()).append("\n```");
    }

    @Override
    public void visit(IndentedCodeBlock block) {
        separate(block);
        out.append("```\n").append(block.getLiteral().stripTrailing()).append("\n```");
    }

    /** Shown as it is: WhatsApp does not interpret it. */
    @Override
    public void visit(HtmlBlock html) {
        separate(html);
        out.append(html.getLiteral());
    }

    @Override
    public void visit(HtmlInline html) {
        out.append(html.getLiteral().matches("(?i)<br\\s*/?>") ? "\n" : html.getLiteral());
    }

    @Override
    public void visit(StrongEmphasis strong) {
        strong(strong);
    }

    @Override
    public void visit(Emphasis emphasis) {
        marked("_", emphasis);
    }

    @Override
    public void visit(Code code) {
        out.append('`').append(code.getLiteral()).append('`');
    }

    @Override
    public void visit(Text text) {
        out.append(sources.resolve(text.getLiteral()));
    }

    /** A mark of WhatsApp's ends with the line, so a marked passage stays in one. */
    @Override
    public void visit(SoftLineBreak lineBreak) {
        out.append(marks > 0 ? ' ' : '\n');
    }

    @Override
    public void visit(HardLineBreak lineBreak) {
        out.append(marks > 0 ? ' ' : '\n');
    }

    @Override
    public void visit(Link link) {
        String address = link.getDestination();
        String label = inside(link);
        String reference = label.matches("[1-9][0-9]?") ? sources.cite(address) : null;
        out.append(reference == null ? labelled(label, address) : reference);
    }

    @Override
    public void visit(Image image) {
        out.append(labelled(inside(image), image.getDestination()));
    }

    @Override
    public void visit(CustomNode node) {
        if (node instanceof Strikethrough strike) {
            marked("~", strike);
        } else {
            visitChildren(node);
        }
    }

    @Override
    public void visit(CustomBlock block) {
        separate(block);
        if (block instanceof TableBlock table) {
            out.append(lines(table));
        } else {
            visitChildren(block);
        }
    }

    /** A table has no form on WhatsApp: each row becomes a line that names its columns. */
    private String lines(TableBlock table) {
        List<List<String>> rows = new ArrayList<>();
        for (Node section = table.getFirstChild(); section != null; section = section.getNext()) {
            for (Node row = section.getFirstChild(); row != null; row = row.getNext()) {
                if (row instanceof TableRow cells) {
                    rows.add(cells(cells));
                }
            }
        }
        if (rows.size() < 2) {
            return rows.stream().map(row -> String.join(" | ", row)).collect(Collectors.joining("\n"));
        }
        List<String> head = rows.getFirst();
        return rows.stream().skip(1).map(row -> line(head, row)).collect(Collectors.joining("\n"));
    }

    private static String line(List<String> head, List<String> row) {
        var cells = new ArrayList<String>();
        for (int i = 0; i < row.size(); i++) {
            String name = i < head.size() ? head.get(i) : "";
            cells.add(name.isEmpty() ? row.get(i) : name + ": " + row.get(i));
        }
        return "- " + String.join(" | ", cells);
    }

    private List<String> cells(TableRow row) {
        var cells = new ArrayList<String>();
        for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            if (cell instanceof TableCell) {
                cells.add(inside(cell));
            }
        }
        return cells;
    }

    private static String labelled(String label, String address) {
        String plain = address.startsWith("mailto:") ? address.substring("mailto:".length()) : address;
        if (label.isBlank() || label.equals(address) || label.equals(plain)) {
            return plain;
        }
        return plain.isBlank() ? label : label + " (" + plain + ")";
    }

    private void strong(Node node) {
        bold++;
        if (bold == 1) {
            marked("*", node);
        } else {
            visitChildren(node);
        }
        bold--;
    }

    private void marked(String mark, Node node) {
        marks++;
        String text = inside(node);
        marks--;
        String core = text.strip();
        out.append(core.isEmpty() ? text : text.replace(core, mark + core + mark));
    }

    /** What the children write, apart from the rest. */
    private String inside(Node node) {
        StringBuilder outside = out;
        out = new StringBuilder();
        visitChildren(node);
        String inside = out.toString();
        out = outside;
        return inside;
    }

    /** An empty line between blocks; only a line end between the items of a tight list and within one. */
    private void separate(Node block) {
        if (block.getPrevious() == null) {
            return;
        }
        Node item = block instanceof ListItem ? block : block.getParent();
        boolean close = item instanceof ListItem && item.getParent() instanceof ListBlock list && list.isTight();
        out.append(close ? "\n" : "\n\n");
    }
}

package dev.relaydesk.research.report;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.markdown.MarkdownRenderer;

/**
 * A stranger's Markdown without its teeth: HTML is text, images are their descriptions, links lead to the web or nowhere,
 * headings stay below ours, and {@code [1]} leads to the first source.
 */
final class SafeMarkdown {

    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), StrikethroughExtension.create());

    /** Renderers call themselves for what stands inside something; nobody writes that deep. */
    private static final int DEEPEST = 40;

    private static final Pattern CITATION = Pattern.compile("\\[(\\d{1,3})]");

    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final MarkdownRenderer MARKDOWN =
            MarkdownRenderer.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer HTML = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .escapeHtml(true)
            .attributeProviderFactory(_ -> (node, _, attributes) -> {
                if (node instanceof Link link && !link.getDestination().startsWith("#")) {
                    attributes.put("rel", "noopener nofollow noreferrer");
                }
            })
            .build();

    private final IntFunction<String> sources;

    /** @param sources where a citation leads, by its number from 1; empty for nowhere */
    SafeMarkdown(IntFunction<String> sources) {
        this.sources = sources;
    }

    String html(String markdown) {
        return HTML.render(parse(markdown));
    }

    /** The same as Markdown again. */
    String markdown(String markdown) {
        return MARKDOWN.render(parse(markdown)).strip();
    }

    /** A line that is no Markdown, as Markdown. */
    static String literal(String line) {
        return MARKDOWN.render(paragraph(line)).strip();
    }

    private Node parse(String markdown) {
        Node document = PARSER.parse(markdown);
        if (isTooDeep(document)) {
            return paragraph(markdown);
        }
        document.accept(new Disarming());
        document.accept(new Citing());
        return document;
    }

    private static Node paragraph(String text) {
        var paragraph = new Paragraph();
        paragraph.appendChild(new Text(text));
        var document = new Document();
        document.appendChild(paragraph);
        return document;
    }

    /** Level by level, because a visitor would call itself too. */
    private static boolean isTooDeep(Node root) {
        List<Node> level = List.of(root);
        for (int depth = 0; !level.isEmpty(); depth++) {
            if (depth == DEEPEST) {
                return true;
            }
            level = level.stream().flatMap(SafeMarkdown::children).toList();
        }
        return false;
    }

    private static Stream<Node> children(Node parent) {
        return Stream.iterate(parent.getFirstChild(), Objects::nonNull, Node::getNext);
    }

    private static final class Disarming extends AbstractVisitor {

        /** Ours, above the passage. */
        private int levelBefore = 2;

        @Override
        public void visit(HtmlInline html) {
            html.insertBefore(new Text(html.getLiteral()));
            html.unlink();
        }

        @Override
        public void visit(HtmlBlock html) {
            var paragraph = new Paragraph();
            paragraph.appendChild(new Text(html.getLiteral()));
            html.insertBefore(paragraph);
            html.unlink();
        }

        @Override
        public void visit(Image image) {
            visitChildren(image);
            unwrap(image);
        }

        @Override
        public void visit(Link link) {
            visitChildren(link);
            URI address = HostileText.webAddress(link.getDestination()).orElse(null);
            if (address == null) {
                unwrap(link);
            } else {
                link.setDestination(address.toString());
                link.setTitle(address.getHost());
            }
        }

        @Override
        public void visit(Heading heading) {
            // No level is left out on the way down.
            levelBefore = Math.min(Math.min(6, heading.getLevel() + 2), levelBefore + 1);
            heading.setLevel(levelBefore);
            visitChildren(heading);
        }

        private static void unwrap(Node node) {
            Node child = node.getFirstChild();
            while (child != null) {
                Node next = child.getNext();
                node.insertBefore(child);
                child = next;
            }
            node.unlink();
        }
    }

    private final class Citing extends AbstractVisitor {

        @Override
        public void visit(Link link) {
            // A link within a link would be none.
        }

        @Override
        public void visit(Text text) {
            String literal = text.getLiteral();
            Matcher citations = CITATION.matcher(literal);
            int done = 0;
            for (MatchResult citation : citations.results().toList()) {
                String target = sources.apply(Integer.parseInt(citation.group(1)));
                if (!target.isEmpty()) {
                    text.insertBefore(new Text(literal.substring(done, citation.start())));
                    var link = new Link(target, null);
                    link.appendChild(new Text(citation.group()));
                    text.insertBefore(link);
                    done = citation.end();
                }
            }
            text.setLiteral(literal.substring(done));
        }
    }
}

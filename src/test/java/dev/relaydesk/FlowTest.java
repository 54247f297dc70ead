package dev.relaydesk;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The map of the service: who may know whom. Read from the top it is the way a message travels. */
class FlowTest {

    private static final String ROOT = "dev.relaydesk";

    private static final Map<String, List<String>> MAY_KNOW = Map.ofEntries(
            Map.entry("channel", List.of("turn", "handoff", "delivery", "conversation", "access")),
            Map.entry("playground", List.of("turn", "action", "space", "delivery", "conversation", "access")),
            Map.entry(
                    "console",
                    List.of(
                            "evaluation",
                            "turn",
                            "action",
                            "handoff",
                            "ticket",
                            "research",
                            "delivery",
                            "job",
                            "space",
                            "conversation",
                            "access")),
            Map.entry("evaluation", List.of("turn", "space", "job", "conversation", "access")),
            Map.entry("turn", List.of("space", "action", "handoff", "delivery", "conversation")),
            Map.entry("action", List.of("handoff", "ticket", "research", "delivery", "conversation", "access")),
            Map.entry("handoff", List.of("space", "delivery", "conversation", "access")),
            Map.entry("ticket", List.of("delivery", "conversation", "access")),
            Map.entry("research", List.of("job", "space", "delivery", "conversation", "access")),
            Map.entry("delivery", List.of("conversation")),
            Map.entry("job", List.of("access")),
            Map.entry("space", List.of()),
            Map.entry("conversation", List.of("access")),
            Map.entry("access", List.of()),
            Map.entry("platform", List.of()));

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    static Set<String> packages() {
        return SERVICE.getPackage(ROOT).getSubpackages().stream()
                .map(JavaPackage::getRelativeName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_package_is_on_the_map() {
        assertThat(MAY_KNOW.keySet()).containsAll(packages());
    }

    @ParameterizedTest
    @MethodSource("packages")
    void a_package_knows_only_what_the_map_allows(String name) {
        String[] known = MAY_KNOW.getOrDefault(name, List.of()).stream()
                .map(FlowTest::inside)
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(inside(name))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..")
                        .and(not(resideInAnyPackage(inside(name), inside("platform"))))
                        .and(not(resideInAnyPackage(known))))
                .check(SERVICE);
    }

    @Test
    void no_package_leads_back_to_itself() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(SERVICE);
        slices().matching(ROOT + ".platform.(*)..").should().beFreeOfCycles().check(SERVICE);
    }

    @Test
    void channels_do_not_know_each_other() {
        slices().matching(ROOT + ".channel.(*)..")
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(true)
                .check(SERVICE);
    }

    @Test
    void every_package_says_where_null_may_be() {
        assertThat(SERVICE.getPackage(ROOT).getSubpackagesInTree())
                .filteredOn(each -> !each.getClasses().isEmpty())
                .allSatisfy(each ->
                        assertThat(each.isAnnotatedWith(NullMarked.class)).isTrue());
    }

    private static String inside(String name) {
        return ROOT + "." + name + "..";
    }
}

package dev.relaydesk;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Table;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.temporal.Temporal;
import java.util.Locale;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Rules of the house that a compiler does not know. */
class HouseRulesTest {

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.relaydesk");

    private static final DescribedPredicate<JavaClass> DATABASE = assignableTo(EntityManager.class)
            .or(assignableTo(DataSource.class))
            .or(assignableTo(Jdbi.class))
            .or(assignableTo(PanacheRepositoryBase.class))
            .or(resideInAnyPackage("java.sql"))
            .as("the database");

    private static final DescribedPredicate<JavaClass> HTTP_CLIENT = resideInAnyPackage(
                    "java.net.http", "org.apache.hc.client5..", "io.vertx..client..")
            .as("an HTTP client");

    @Test
    void the_time_is_asked_of_the_injected_clock() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.relaydesk.platform.time")
                .should()
                .callCodeUnitWhere(describe("the system's clock is asked", HouseRulesTest::asksTheSystemClock))
                .check(SERVICE);
        noClasses()
                .that()
                .doNotHaveSimpleName("TimeOrderedId")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .check(SERVICE);
    }

    @Test
    void nothing_is_injected_into_a_field() {
        noFields()
                .should()
                .beAnnotatedWith(Inject.class)
                .orShould()
                .beAnnotatedWith(ConfigProperty.class)
                .check(SERVICE);
    }

    @Test
    void rows_stay_inside_their_package() {
        classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .or()
                .areAssignableTo(PanacheRepositoryBase.class)
                .should()
                .notBePublic()
                .allowEmptyShould(true)
                .check(SERVICE);
    }

    @Test
    void a_table_starts_with_the_name_of_its_package() {
        for (JavaClass entity : SERVICE.that(annotatedWith(Entity.class))) {
            String table = entity.tryGetAnnotationOfType(Table.class)
                    .map(Table::name)
                    .filter(name -> !name.isEmpty())
                    .orElseGet(() -> entity.getSimpleName().toLowerCase(Locale.ROOT));
            String owner = entity.getPackageName().split("\\.", -1)[2];

            assertThat(table.split("_", 2)[0])
                    .as("table of %s", entity.getName())
                    .isEqualTo(owner);
        }
    }

    @Test
    void a_resource_translates_and_leaves_the_database_alone() {
        noClasses()
                .that()
                .areAnnotatedWith(Path.class)
                .should()
                .dependOnClassesThat(DATABASE)
                .allowEmptyShould(true)
                .check(SERVICE);
    }

    /** Quarkus skips one that is not, with no more than a warning. */
    @Test
    void a_resource_method_is_public() {
        methods()
                .that()
                .areMetaAnnotatedWith(HttpMethod.class)
                .should()
                .bePublic()
                .allowEmptyShould(true)
                .check(SERVICE);
    }

    @Test
    void only_those_who_talk_to_the_outside_hold_http_clients() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.relaydesk.channel..",
                        "dev.relaydesk.space..",
                        "dev.relaydesk.playground..",
                        "dev.relaydesk.research..",
                        "dev.relaydesk.ticket..",
                        "dev.relaydesk.handoff..",
                        "dev.relaydesk.action..",
                        "dev.relaydesk.platform.http..")
                .should()
                .dependOnClassesThat(HTTP_CLIENT)
                .check(SERVICE);
    }

    /** The cheapest way to keep network calls out of transactions. */
    @Test
    void who_calls_the_network_does_not_touch_the_database() {
        noClasses()
                .that(describe(
                        "hold an HTTP client",
                        each -> each.getDirectDependenciesFromSelf().stream()
                                .anyMatch(dependency -> HTTP_CLIENT.test(dependency.getTargetClass()))))
                .should()
                .dependOnClassesThat(DATABASE)
                .allowEmptyShould(true)
                .check(SERVICE);
    }

    @Test
    void only_pollers_and_deadlines_run_on_a_clock() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.relaydesk.platform.poll", "dev.relaydesk.platform.http")
                .should()
                .dependOnClassesThat(assignableTo(ScheduledExecutorService.class)
                        .or(assignableTo(Timer.class))
                        .or(resideInAnyPackage("io.quarkus.scheduler..")))
                .orShould()
                .callCodeUnitWhere(describe("a clockwork is made", HouseRulesTest::makesAClockwork))
                .check(SERVICE);
    }

    @Test
    void a_name_says_what_a_class_does() {
        noClasses()
                .should(have(describe("a name that says nothing", HouseRulesTest::hasEmptyName)))
                .check(SERVICE);
    }

    @Test
    void there_is_one_way_to_log() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging", "org.slf4j..", "org.apache.commons.logging..")
                .check(SERVICE);
    }

    private static boolean asksTheSystemClock(JavaCall<?> call) {
        CodeUnitCallTarget target = call.getTarget();
        JavaClass owner = target.getOwner();
        boolean withoutArguments = target.getRawParameterTypes().isEmpty();
        return owner.isAssignableTo(Clock.class) && target.getName().startsWith("system")
                || owner.isAssignableTo(Temporal.class) && target.getName().equals("now") && withoutArguments;
    }

    private static boolean makesAClockwork(JavaCall<?> call) {
        CodeUnitCallTarget target = call.getTarget();
        return target.getOwner().isEquivalentTo(Executors.class)
                && target.getName().contains("Scheduled");
    }

    private static boolean hasEmptyName(JavaClass each) {
        return Set.of("Impl", "Util", "Utils", "Helper", "Manager", "Service").stream()
                .anyMatch(each.getSimpleName()::endsWith);
    }
}

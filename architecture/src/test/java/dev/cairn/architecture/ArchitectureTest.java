// SPDX-License-Identifier: Apache-2.0
package dev.cairn.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What ARCHITECTURE.md says of packages, said so that the build can refuse the contrary.
class ArchitectureTest {
  private static final String ROOT = "dev.cairn";

  /// What both halves use.
  private static final List<String> BOTH = List.of("content", "git");

  /// Repeatable work: `cairn run` needs no server.
  private static final List<String> WORK = List.of("sdk", "sandbox", "images", "engine", "bundles");

  /// Traceable events: `cairn up` with nothing but webhooks needs no engine.
  private static final List<String> EVENTS =
      List.of("inbox", "events", "adapters", "journeys", "dispatch", "storage", "pages");

  /// What joins the halves, and what wires.
  private static final List<String> JOINING =
      List.of("worker", "registry", "scanning", "environments", "server", "demo", "cli");

  /// The public concept of each package, by which it is known.
  private static final Map<String, String> CONCEPTS =
      Map.ofEntries(
          Map.entry("content", "ContentStore"),
          Map.entry("git", "GitRepository"),
          Map.entry("sdk", "Task"),
          Map.entry("sandbox", "Sandbox"),
          Map.entry("images", "Debian"),
          Map.entry("engine", "Engine"),
          Map.entry("bundles", "Bundle"),
          Map.entry("inbox", "Inbox"),
          Map.entry("events", "Event"),
          Map.entry("adapters", "Adapter"),
          Map.entry("journeys", "Journey"),
          Map.entry("dispatch", "Dispatch"),
          Map.entry("storage", "Storage"),
          Map.entry("pages", "JourneyPage"),
          Map.entry("worker", "Worker"),
          Map.entry("registry", "Registry"),
          Map.entry("scanning", "Scanner"),
          Map.entry("environments", "Environments"),
          Map.entry("server", "Server"),
          Map.entry("demo", "Demo"),
          Map.entry("cli", "Main"));

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void theProductIsReallyRead() {
    assertThat(PRODUCT).as("classes under %s on the class path", ROOT).hasSizeGreaterThan(5);
  }

  @Test
  void modulesUseOnlyModulesBeforeThem() {
    var layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
    List<String> order = Stream.of(BOTH, WORK, EVENTS, JOINING).flatMap(List::stream).toList();
    for (String name : order) {
      layers = layers.layer(name).definedBy("%s.%s..".formatted(ROOT, name));
    }
    for (int i = 0; i < order.size(); i++) {
      String[] later = order.subList(i + 1, order.size()).toArray(String[]::new);
      layers =
          later.length == 0
              ? layers.whereLayer(order.get(i)).mayNotBeAccessedByAnyLayer()
              : layers.whereLayer(order.get(i)).mayOnlyBeAccessedByLayers(later);
    }
    layers.check(PRODUCT);
  }

  @Test
  void theTwoHalvesDoNotKnowEachOther() {
    noClasses()
        .that()
        .resideInAnyPackage(below(WORK))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(below(EVENTS))
        .check(PRODUCT);
    noClasses()
        .that()
        .resideInAnyPackage(below(EVENTS))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(below(WORK))
        .check(PRODUCT);
  }

  /// It runs `git`, `cairn` and speaks HTTP, as a user would.
  @Test
  void theDemoDrivesNothingFromInside() {
    var others =
        Stream.of(BOTH, WORK, EVENTS, JOINING)
            .flatMap(List::stream)
            .filter(each -> !each.equals("demo"))
            .toList();
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".demo..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(below(others))
        .check(PRODUCT);
  }

  /// The server never compiles, parses or runs team code: it has nothing to do it with.
  @Test
  void theServerHasNothingToRunTeamCodeWith() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".server..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(below(WORK))
        .check(PRODUCT);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(PRODUCT);
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(packages())
        .filteredOn(each -> !each.isAnnotatedWith(NullMarked.class))
        .extracting(JavaPackage::getName)
        .as("packages whose package-info.java lacks @NullMarked")
        .isEmpty();
  }

  /// NullAway does not follow a nullable component through a record pattern (uber/NullAway#840), so
  /// `case Failed(var line) -> line.strip()` would compile. Two records say it better anyway.
  @Test
  void recordComponentsAreNeverNullable() {
    assertThat(PRODUCT)
        .filteredOn(JavaClass::isRecord)
        .flatExtracting(each -> List.<RecordComponent>of(each.reflect().getRecordComponents()))
        .filteredOn(each -> each.getAnnotatedType().isAnnotationPresent(Nullable.class))
        .as("nullable record components; make it two records of one sealed interface")
        .isEmpty();
  }

  @Test
  void everyModuleHasItsPublicConcept() {
    CONCEPTS.forEach((module, concept) ->
        assertThat(PRODUCT.contain("%s.%s.%s".formatted(ROOT, module, concept)))
            .as("the public concept %s of module %s", concept, module)
            .isTrue());
  }

  @Test
  void namesSayWhatATypeIsNotHowItIsUsed() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameStartingWith("Abstract")
        .orShould()
        .haveSimpleNameStartingWith("Default")
        .check(PRODUCT);
  }

  @Test
  void noPackageIsADumpingGround() {
    noClasses()
        .should()
        .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..misc..")
        .check(PRODUCT);
  }

  @Test
  void timeIsAskedOfAClock() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(PRODUCT);
    noClasses()
        .that()
        .resideOutsideOfPackages(below(List.of("server", "cli", "demo")))
        .should()
        .callMethod(Clock.class, "systemUTC")
        .because("only what wires says which clock")
        .check(PRODUCT);
  }

  /// Readers, parsers and logs count as they go, on one thread or under a lock of their own. They
  /// may, where nobody outside can see it: privately, and in a class that the module keeps to
  /// itself.
  @Test
  void fieldsAreFinalWhereOthersSeeThem() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        .areNotEnums()
        .and()
        .doNotHaveModifier(JavaModifier.FINAL)
        .and()
        .doNotHaveModifier(JavaModifier.VOLATILE)
        .and()
        .doNotHaveModifier(JavaModifier.SYNTHETIC)
        .should()
        .bePrivate()
        .andShould()
        .beDeclaredInClassesThat()
        .areNotPublic()
        .allowEmptyShould(true)
        .because("a mutable field is a decision: hide it, make it volatile, or use an Atomic type")
        .check(PRODUCT);
  }

  @Test
  void classesAreFinalUnlessSealedOrExceptions() {
    classes()
        .that()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .areNotAssignableTo(Throwable.class)
        .and()
        .doNotHaveModifier(JavaModifier.ABSTRACT)
        .and(areNamed())
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(PRODUCT);
  }

  @Test
  void exceptionsAreSpecific() {
    NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(PRODUCT);
  }

  @Test
  void onlyTheCommandLineWritesToStandardStreams() {
    noClasses()
        .that()
        .resideOutsideOfPackages(below(List.of("cli", "demo", "sdk", "bundles")))
        .should(ACCESS_STANDARD_STREAMS)
        .because("sdk and bundles speak their lines there, in processes of their own")
        .check(PRODUCT);
  }

  @Test
  void nothingIsInjectedIntoFields() {
    NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(PRODUCT);
  }

  @Test
  void callsNeedAtMostFiveArguments() {
    assertThat(PRODUCT)
        .filteredOn(each -> !each.isRecord())
        .flatExtracting(JavaClass::getCodeUnits)
        .filteredOn(each -> each.getParameterTypes().size() > 5)
        .extracting(JavaCodeUnit::getFullName)
        .as("constructors and methods with more than five parameters; pass a record")
        .isEmpty();
  }

  @Test
  void sourceFilesAreShort() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      assertThat(
              files.filter(each ->
                  each.toString().endsWith(".java") && !each.toString().contains("/target/")))
          .isNotEmpty()
          .allSatisfy(each ->
              assertThat(Files.readAllLines(each)).as(each.toString()).hasSizeLessThan(400));
    }
  }

  /// The compiler's tables for `switch` over an enum are classes, too, and anonymous ones can't say
  /// that they are final.
  private static DescribedPredicate<JavaClass> areNamed() {
    return DescribedPredicate.describe(
        "are named",
        each -> !each.isAnonymousClass() && !each.getModifiers().contains(JavaModifier.SYNTHETIC));
  }

  private static List<JavaPackage> packages() {
    return PRODUCT.getPackage(ROOT).getSubpackagesInTree().stream()
        .filter(each -> !each.getClasses().isEmpty())
        .toList();
  }

  private static String[] below(List<String> modules) {
    return modules.stream().map("%s.%%s..".formatted(ROOT)::formatted).toArray(String[]::new);
  }
}

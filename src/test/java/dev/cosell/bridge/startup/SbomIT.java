package dev.cosell.bridge.startup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The list of everything that the jar is made of, as the build has put it into the jar. */
class SbomIT {

  private static final File SBOM = new File("target/classes/META-INF/sbom/application.cdx.json");

  @Test
  void namesEveryDependencyOfOursWithItsVersion() throws Exception {
    JsonNode sbom = new ObjectMapper().readTree(SBOM);
    List<String> named = new ArrayList<>();
    sbom.path("components")
        .forEach(
            part -> {
              assertThat(part.path("version").asText()).as(part.toString()).isNotEmpty();
              assertThat(part.path("purl").asText()).startsWith("pkg:maven/");
              named.add(part.path("group").asText() + ":" + part.path("name").asText());
            });

    assertThat(sbom.path("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(named).hasSizeGreaterThan(200).containsAll(declared());
    assertThat(named).noneMatch(name -> name.contains("junit") || name.contains("jqwik"));
  }

  private static List<String> declared() throws Exception {
    NodeList dependencies =
        (NodeList)
            javax.xml.xpath.XPathFactory.newInstance()
                .newXPath()
                .evaluate(
                    "/*/*[local-name()='dependencies']/*[not(*[local-name()='scope']='test')]",
                    DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new File("pom.xml")),
                    javax.xml.xpath.XPathConstants.NODESET);
    List<String> names =
        IntStream.range(0, dependencies.getLength())
            .mapToObj(dependencies::item)
            .map(Element.class::cast)
            .map(it -> text(it, "groupId") + ":" + text(it, "artifactId"))
            .toList();
    assertThat(names).hasSizeGreaterThan(20);
    return names;
  }

  private static String text(Element dependency, String name) {
    Node found = dependency.getElementsByTagName(name).item(0);
    return Objects.requireNonNull(found).getTextContent();
  }
}

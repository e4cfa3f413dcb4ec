package dev.cosell.bridge.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The Salesforce DX project in {@code crm/salesforce}, or a copy of it. */
final class SalesforceProject {

  static final Path FOLDER = Path.of("crm/salesforce");

  private static final Path SOURCE = Path.of("force-app/main/default");

  private final Path source;
  private final List<SalesforceField> fields;

  private SalesforceProject(Path source, List<SalesforceField> fields) {
    this.source = source;
    this.fields = fields;
  }

  static SalesforceProject read(Path folder) throws IOException {
    Path source = folder.resolve(SOURCE);
    try (Stream<Path> files = Files.walk(source.resolve("objects"))) {
      return new SalesforceProject(
          source,
          files
              .filter(it -> it.toString().endsWith(".field-meta.xml"))
              .map(SalesforceField::read)
              .toList());
    }
  }

  List<SalesforceField> fields() {
    return fields;
  }

  /** The field of an object, both API names in their own case. */
  Optional<SalesforceField> field(String object, String name) {
    return fields.stream()
        .filter(it -> it.object().equals(object) && it.name().equals(name))
        .findFirst();
  }

  /** What the integration's user gets. */
  PermissionSet integration() {
    return PermissionSet.read(permissionSet("Cosell_Bridge"));
  }

  /** What sellers get. */
  PermissionSet seller() {
    return PermissionSet.read(permissionSet("Cosell_Bridge_Seller"));
  }

  private Path permissionSet(String name) {
    return source.resolve("permissionsets/" + name + ".permissionset-meta.xml");
  }
}

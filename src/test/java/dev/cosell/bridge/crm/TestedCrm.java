package dev.cosell.bridge.crm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.dynamics.TestedDynamics;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.mapping.ColumnWrite;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.salesforce.TestedSalesforce;
import dev.cosell.bridge.sync.CrmRecord;
import dev.cosell.bridge.sync.CrmTraits;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.RecordWrite;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A CRM as merge, mapping and deal rules see it, for tests that are about any CRM: what it calls
 * things, what it makes of values that are written, and how it counts versions. The words are those
 * of {@link DealRows}.
 */
public interface TestedCrm {

  /** The system property that chooses the CRM: a value of {@code cosell.crm}. */
  String PROPERTY = "cosell.test.crm";

  /** The tag of laws for any CRM; see {@link EveryCrm}. */
  String EVERY = "every-crm";

  /** The CRM of this test run. */
  static TestedCrm chosen() {
    String name = System.getProperty(PROPERTY, "dynamics");
    return switch (name) {
      case "dynamics" -> new TestedDynamics();
      case "salesforce" -> new TestedSalesforce();
      default -> throw new IllegalArgumentException(PROPERTY + " is '" + name + "'");
    };
  }

  /** The value of {@code cosell.crm}, with which the names of its mapping files begin. */
  String name();

  /** Its shipped mapping of an entity. */
  default FieldMapping mapping(String entity) {
    return FieldMapping.load(Path.of("routes/mappings/" + name() + "-" + entity + ".yaml"));
  }

  /** Its shipped mappings. */
  default Mappings mappings() {
    return new Mappings(mapping("opportunity"), mapping("lead"));
  }

  /** What the product knows of it. */
  CrmTraits traits();

  /** The id of a record, as this CRM gives them. */
  RecordId record(String entity, int number);

  /** The column of each word, as mapping files spell columns. */
  Map<String, String> columns(String entity);

  /** The columns and their values, as JSON, for each word that tells where a deal stands. */
  Map<String, String> stages(String entity);

  /** The word for where a record stands, null when its row does not say. */
  @Nullable String stage(String entity, JsonNode row);

  /** What the column of the help holds for each word, as JSON. */
  Map<String, String> help();

  /** A value of the help that no mapping knows, as JSON. */
  String unknownHelp();

  /** What a column of the record's or of a related row holds after this value was written. */
  JsonNode stored(String column, JsonNode value);

  /** Whether a column can hold this value; else the CRM refuses the whole write. */
  boolean takes(ColumnWrite write);

  /** The words without which the CRM refuses a new record. */
  Set<String> demanded(String entity);

  /** The most letters of notes. */
  int longestNotes();

  /** The most letters of a name, check mark and all. */
  int longestName();

  /** The version of a row that was changed last at this tick of the CRM's clock. */
  String version(int changed, JsonNode row);

  /** Whether somebody has changed the row since it had the version that a write names. */
  boolean isStale(String named, String now);

  /** Whether a version alone vouches for a record, also the one that a write made. */
  boolean hasExactVersions();

  /** The record as it is read at this tick of the CRM's clock. */
  CrmRecord read(RecordId id, ObjectNode row, int changed, Instant changedAt, int now);

  /**
   * The record as it is known after a write.
   *
   * @param before as it was read, null when it was not
   * @param version that the write made
   */
  CrmRecord written(RecordId id, @Nullable CrmRecord before, RecordWrite write, String version);
}

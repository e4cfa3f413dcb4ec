package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Mappings and JSON written where they are tested. */
final class MappingText {

  /** A mapping with every role and nothing else. */
  static final String HEAD =
      """
      crm: dynamics
      entity: opportunity
      fields:
        referralId: {referral: /id, crm: refid, type: identifier, role: identifier}
        link: {expression: '"https://portal.example/" + .id', crm: reflink, type: text, role: link}
        ownId: {referral: /externalReferenceId, crm: opportunityid, type: identifier, to-crm: never, role: external-reference}
        sync: {default: true, crm: refsync, type: boolean, role: sync-flag}
        audit: {crm: refaudit, type: text, role: audit}
        name: {referral: /name, crm: name, type: text, max: 30, role: name}
        status: {referral: /status, crm: statecode, type: status, role: status, values: {New: {statecode: 0, statuscode: 2}, Active: {statecode: 0, statuscode: 1}, Closed/Won: {statecode: 1, statuscode: 3}, Closed/Lost: {statecode: 2, statuscode: 5}}}
      """;

  /** The line of the first row after {@link #HEAD}. */
  static final int FIRST_ROW = 11;

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private MappingText() {}

  /** A mapping with every role and these rows. */
  static FieldMapping with(String... rows) {
    return load(HEAD + "  " + String.join("\n  ", rows) + "\n");
  }

  static FieldMapping load(String yaml) {
    try {
      Path file = Files.createTempFile("mapping", ".yaml");
      try {
        Files.writeString(file, yaml);
        return FieldMapping.load(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}

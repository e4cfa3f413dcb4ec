package dev.cosell.bridge.crm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cosell.bridge.mapping.ColumnWrite;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Rows of a CRM in words that every CRM has: the names of the fields of the shipped mappings.
 * {@code status} is {@code on-hold}, {@code in-progress}, {@code won} or {@code lost}, {@code help}
 * the referral's word, where any other text stands for a value that no mapping knows; {@code
 * account} and {@code contact} with null take the whole related row away. Further words are {@code
 * ownerId} and {@code contactId}, the lookups of people, and {@code isComputed}, whether the CRM
 * computes the amount. A word that a row does not have is refused.
 */
public final class DealRows {

  private static final String STATUS = "status";
  private static final String HELP = "help";
  private static final Set<String> TABLES = Set.of("account", "contact");

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final TestedCrm crm;

  /** Rows of this CRM. */
  public DealRows(TestedCrm crm) {
    this.crm = crm;
  }

  /** What stands behind the first word of each line. */
  public static Map<String, String> byWord(String lines) {
    return lines
        .lines()
        .map(line -> line.split(" ", 2))
        .collect(Collectors.toMap(it -> it[0], it -> it[1]));
  }

  /** The columns of a row, as the CRM holds them when somebody has filled in these words. */
  public ObjectNode row(String entity, ObjectNode words) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    words.properties().forEach(word -> put(entity, row, word.getKey(), word.getValue()));
    return row;
  }

  private void put(String entity, ObjectNode row, String word, JsonNode value) {
    if (TABLES.contains(word) && value.isNull()) {
      row.putNull(word);
    } else if (word.equals(STATUS)) {
      row.setAll((ObjectNode) json(known(value.asText(), crm.stages(entity))));
    } else {
      String column = column(entity, word);
      set(row, column, crm.stored(column, word.equals(HELP) ? help(value) : value));
    }
  }

  private JsonNode help(JsonNode word) {
    return word.isNull()
        ? NullNode.instance
        : json(crm.help().getOrDefault(word.asText(), crm.unknownHelp()));
  }

  /** Writes columns into a row as the CRM does, those of related rows below their table. */
  public void write(ObjectNode row, Collection<ColumnWrite> columns) {
    for (ColumnWrite write : columns) {
      set(row, write.column().path(), crm.stored(write.column().path(), write.value()));
    }
  }

  private static void set(ObjectNode row, String column, JsonNode value) {
    int dot = column.indexOf('.');
    ObjectNode holder = dot < 0 ? row : row.withObject("/" + column.substring(0, dot));
    holder.set(column.substring(dot + 1), value);
  }

  /** What a row says for a word; a missing node where it says nothing. */
  public JsonNode value(String entity, JsonNode row, String word) {
    if (word.equals(STATUS)) {
      String stage = crm.stage(entity, row);
      return stage == null ? MissingNode.getInstance() : TextNode.valueOf(stage);
    }
    JsonNode value = row.at("/" + column(entity, word).replace('.', '/'));
    return word.equals(HELP) ? helpOf(value) : value;
  }

  private JsonNode helpOf(JsonNode value) {
    return crm.help().entrySet().stream()
        .filter(help -> json(help.getValue()).equals(value))
        .findFirst()
        .<JsonNode>map(help -> TextNode.valueOf(help.getKey()))
        .orElse(value);
  }

  /** The words of columns; those that make up the status are one word. */
  public Set<String> words(String entity, Collection<ColumnWrite> columns) {
    Set<String> words = new TreeSet<>();
    for (ColumnWrite write : columns) {
      words.add(word(entity, write.column().path()));
    }
    return words;
  }

  private String word(String entity, String column) {
    if (crm.stages(entity).values().stream().anyMatch(columns -> json(columns).has(column))) {
      return STATUS;
    }
    return crm.columns(entity).entrySet().stream()
        .filter(it -> it.getValue().equals(column))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No word for the column " + column));
  }

  /** The column of a word, as mapping files spell columns. */
  public String column(String entity, String word) {
    return known(word, crm.columns(entity));
  }

  private static String known(String word, Map<String, String> words) {
    String meaning = words.get(word);
    if (meaning == null) {
      throw new IllegalArgumentException("Not a word of this row: " + word);
    }
    return meaning;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException noJson) {
      throw new IllegalArgumentException(text, noJson);
    }
  }
}

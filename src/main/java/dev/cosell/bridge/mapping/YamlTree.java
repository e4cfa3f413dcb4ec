package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Turns YAML nodes into JSON and notes the line of each value under its JSON pointer. */
public final class YamlTree {

  private final Map<String, Integer> lines;
  private final Mistakes mistakes;
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

  YamlTree(Map<String, Integer> lines, Mistakes mistakes) {
    this.lines = lines;
    this.mistakes = mistakes;
  }

  JsonNode json(@Nullable Node root) {
    return root == null ? NullNode.instance : json("", root);
  }

  private JsonNode json(String pointer, Node node) {
    lines.putIfAbsent(pointer, lineOf(node));
    if (!open.add(node)) {
      mistakes.add(lineOf(node), "an alias may not stand inside its own anchor");
      return NullNode.instance;
    }
    JsonNode json = unguarded(pointer, node);
    open.remove(node);
    return json;
  }

  private JsonNode unguarded(String pointer, Node node) {
    if (node instanceof MappingNode mapping) {
      return object(pointer, mapping);
    }
    return node instanceof SequenceNode sequence
        ? array(pointer, sequence)
        : scalar((ScalarNode) node);
  }

  private ObjectNode object(String pointer, MappingNode mapping) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (NodeTuple tuple : mapping.getValue()) {
      Node key = tuple.getKeyNode();
      String name = key instanceof ScalarNode word ? word.getValue() : key.toString();
      String place = pointer + "/" + escape(name);
      if (object.has(name)) {
        mistakes.add(
            lineOf(key), "'" + name + "' is there twice, first in line " + lines.get(place));
      } else {
        lines.put(place, lineOf(key));
        object.set(name, json(place, tuple.getValueNode()));
      }
    }
    return object;
  }

  private ArrayNode array(String pointer, SequenceNode sequence) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Node element : sequence.getValue()) {
      array.add(json(pointer + "/" + array.size(), element));
    }
    return array;
  }

  private static JsonNode scalar(ScalarNode node) {
    String word = node.getValue();
    Tag tag = node.getTag();
    if (tag.equals(Tag.NULL)) {
      return NullNode.instance;
    }
    if (tag.equals(Tag.BOOL)) {
      return BooleanNode.valueOf(Boolean.parseBoolean(word));
    }
    if (tag.equals(Tag.INT)) {
      return whole(new BigInteger(word));
    }
    return tag.equals(Tag.FLOAT)
        ? DecimalNode.valueOf(new BigDecimal(word))
        : TextNode.valueOf(word);
  }

  private static JsonNode whole(BigInteger number) {
    return number.bitLength() < Integer.SIZE
        ? IntNode.valueOf(number.intValue())
        : BigIntegerNode.valueOf(number);
  }

  /** Writes a key as one step of a JSON pointer. */
  public static String escape(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  private static int lineOf(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}

package dev.cosell.bridge.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A constant that mapping files spell as a lower-case word with hyphens. */
interface Word {

  /** The Java name of the constant. */
  String name();

  /** The constant as mapping files spell it. */
  default String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The constant that a mapping file means by this word. */
  static <E extends Enum<E> & Word> Optional<E> find(Class<E> words, String word) {
    return Arrays.stream(words.getEnumConstants()).filter(it -> it.word().equals(word)).findFirst();
  }

  /** Every word of the kind, in the order of declaration. */
  static <E extends Enum<E> & Word> List<String> all(Class<E> words) {
    return Arrays.stream(words.getEnumConstants()).map(Word::word).toList();
  }
}

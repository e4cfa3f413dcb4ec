package dev.cosell.bridge.mapping;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** A mapping that cannot be used. Nothing will mend it but an edit of the file. */
public final class MappingException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient List<Mistake> mistakes;

  MappingException(List<Mistake> mistakes) {
    super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
    this.mistakes = List.copyOf(mistakes);
  }

  MappingException(String message, Throwable cause) {
    super(message, cause);
    this.mistakes = List.of();
  }

  /** Every mistake of the file, by line; empty when an expression failed while running. */
  public List<Mistake> mistakes() {
    return mistakes;
  }
}

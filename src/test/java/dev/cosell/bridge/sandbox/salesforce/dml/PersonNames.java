package dev.cosell.bridge.sandbox.salesforce.dml;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The full name of leads and contacts. */
final class PersonNames implements SaveRule {

  @Override
  public void apply(Save save) {
    if (save.type().has("FirstName")) {
      save.put("Name", Optional.of(fullName(save)).filter(name -> !name.isEmpty()));
    }
  }

  private static String fullName(Save save) {
    return Stream.of("FirstName", "LastName")
        .flatMap(part -> save.value(part).stream())
        .map(String::valueOf)
        .collect(Collectors.joining(" "));
  }
}

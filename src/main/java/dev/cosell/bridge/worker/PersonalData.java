package dev.cosell.bridge.worker;

import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.FieldType;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.run.PersonalValues;
import dev.cosell.bridge.run.Run;
import dev.cosell.bridge.run.RunSettings;
import dev.cosell.bridge.sync.Mappings;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What of a run may be kept and told, by the operator's setting. */
@Component
class PersonalData {

  /** What a person neither writes nor is. A text may hold anything, so it counts as personal. */
  private static final Set<FieldType> IMPERSONAL =
      EnumSet.complementOf(EnumSet.of(FieldType.TEXT, FieldType.TEAM));

  private final RunSettings settings;
  private final Mappings mappings;
  private final PersonalValues mask;

  PersonalData(RunSettings settings, Mappings mappings) {
    this.settings = settings;
    this.mappings = mappings;
    this.mask = new PersonalValues(this::isPersonal);
  }

  /** The run, without personal data if the operator wants it so. */
  Run allowed(Run run) {
    return settings.maskPersonalData() ? mask.masked(run) : run;
  }

  /** A name that no mapping knows, such as that of a part of a field, may be anything. */
  private boolean isPersonal(String field) {
    return Stream.of("opportunity", "lead")
        .map(mappings::whole)
        .map(FieldMapping::fields)
        .flatMap(fields -> fields.stream().filter(it -> it.name().equals(field)))
        .map(MappedField::type)
        .findFirst()
        .filter(IMPERSONAL::contains)
        .isEmpty();
  }
}

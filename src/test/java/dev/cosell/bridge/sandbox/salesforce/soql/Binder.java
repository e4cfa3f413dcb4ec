package dev.cosell.bridge.sandbox.salesforce.soql;

import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import dev.cosell.bridge.sandbox.salesforce.setup.Lookup;
import dev.cosell.bridge.sandbox.salesforce.setup.SObjectType;
import dev.cosell.bridge.sandbox.salesforce.setup.Schema;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.FieldPath;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks up the names of a query.
 *
 * @param organization whose rows it reads
 * @param schema what the user may see
 * @param query for error messages
 */
record Binder(Organization organization, Schema schema, String query) {

  SObjectType type(FieldPath from) {
    String name = String.join(".", from.names());
    return schema
        .type(name)
        .filter(type -> !type.name().equals("Name"))
        .orElseThrow(() -> SoqlErrors.noSuchType(query, from.start(), name));
  }

  BoundPath path(SObjectType root, FieldPath path) {
    List<Field> lookups = new ArrayList<>();
    SObjectType type = root;
    for (String relationship : path.names().subList(0, path.names().size() - 1)) {
      Field lookup =
          type.lookup(relationship)
              .orElseThrow(() -> SoqlErrors.noSuchParent(query, path.start(), relationship));
      lookups.add(lookup);
      type = parent(lookup, path);
    }
    SObjectType owner = type;
    Field field =
        owner
            .field(path.last())
            .orElseThrow(
                () -> SoqlErrors.noSuchColumn(query, path.start(), path.last(), owner.name()));
    return new BoundPath(organization, lookups, owner, field);
  }

  /** A field that may stand in WHERE. */
  BoundPath filterable(SObjectType root, FieldPath path) {
    BoundPath bound = path(root, path);
    if (!bound.field().filterable()) {
      throw SoqlErrors.cannotBe(query, path.start(), bound.field(), "filtered");
    }
    return bound;
  }

  /** A field that may stand in ORDER BY. */
  BoundPath sortable(SObjectType root, FieldPath path) {
    BoundPath bound = path(root, path);
    if (!bound.field().filterable()) {
      throw SoqlErrors.cannotBe(query, path.start(), bound.field(), "sorted");
    }
    return bound;
  }

  private SObjectType parent(Field lookup, FieldPath path) {
    String name = lookup.lookup().map(Lookup::visibleAs).orElse("");
    return schema.type(name).orElseThrow(() -> SoqlErrors.noSuchType(query, path.start(), name));
  }
}

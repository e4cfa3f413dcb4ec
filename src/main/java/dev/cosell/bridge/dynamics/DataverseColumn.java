package dev.cosell.bridge.dynamics;

import org.apache.olingo.commons.api.edm.EdmPrimitiveTypeKind;

/**
 * A column that the bundled model does not know, or knows with another type.
 *
 * @param entity logical name of the table, for example {@code opportunity}
 * @param name the column as it is selected and filtered; a lookup is {@code _name_value} of type
 *     Guid
 * @param type its type in Dataverse's {@code $metadata}
 */
public record DataverseColumn(String entity, String name, EdmPrimitiveTypeKind type) {}

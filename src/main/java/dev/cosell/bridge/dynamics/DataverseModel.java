package dev.cosell.bridge.dynamics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import org.apache.olingo.client.api.edm.xml.XMLMetadata;
import org.apache.olingo.client.core.ODataClientFactory;
import org.apache.olingo.commons.api.edm.Edm;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityType;
import org.apache.olingo.commons.api.edm.provider.CsdlProperty;
import org.apache.olingo.commons.api.edm.provider.CsdlSchema;
import org.apache.olingo.commons.api.format.ContentType;
import org.jspecify.annotations.Nullable;

/**
 * The part of Dataverse's data model that the bridge uses: bundled, so that a start needs no {@code
 * $metadata} of many megabytes.
 *
 * <p>Reads are checked against it before they are sent. A column that a field mapping names must
 * therefore be added, or every read of it fails.
 */
public final class DataverseModel {

  private static final String CSDL = "dataverse.csdl.xml";
  private static final String NAMESPACE = "Microsoft.Dynamics.CRM";

  private DataverseModel() {}

  /**
   * The bundled model with more columns; a column that is there already gets the type given here.
   *
   * @throws IllegalArgumentException when a column's table is not part of the bundled model
   */
  public static Edm with(Collection<DataverseColumn> additional) {
    XMLMetadata metadata = bundled();
    additional.forEach(column -> add(column, metadata.getSchema(NAMESPACE)));
    return ODataClientFactory.getClient().getReader().readMetadata(metadata.getSchemaByNsOrAlias());
  }

  private static XMLMetadata bundled() {
    try (InputStream csdl = DataverseModel.class.getResourceAsStream(CSDL)) {
      return ODataClientFactory.getClient()
          .getDeserializer(ContentType.APPLICATION_XML)
          .toMetadata(csdl);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static void add(DataverseColumn column, CsdlSchema schema) {
    @Nullable CsdlEntityType entity = schema.getEntityType(column.entity());
    if (entity == null) {
      throw new IllegalArgumentException(
          "Column " + column.name() + ": the model has no table " + column.entity());
    }
    entity.getProperties().removeIf(property -> property.getName().equals(column.name()));
    entity
        .getProperties()
        .add(
            new CsdlProperty()
                .setName(column.name())
                .setType(column.type().getFullQualifiedName().getFullQualifiedNameAsString()));
  }
}

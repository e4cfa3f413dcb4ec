package dev.cosell.bridge.sandbox.salesforce.record;

import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import dev.cosell.bridge.sandbox.salesforce.setup.SObjectType;
import dev.cosell.bridge.sandbox.salesforce.setup.SalesforceSettings;
import dev.cosell.bridge.sandbox.salesforce.setup.Schema;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The simulated organization: settings, sObjects and rows. Work runs one after the other, each as
 * one transaction.
 */
public final class Organization {

  /** The organization's own id. */
  public static final String ID = RecordId.of("00D", 1).text();

  private final Rows rows = new Rows();
  private final List<UnaryOperator<Schema>> customizations = new ArrayList<>();
  private final List<UnaryOperator<Schema>> permissions = new ArrayList<>();
  private SalesforceSettings settings;
  private Schema schema;
  private Schema apiSchema;

  /** Sets an organization up. */
  public Organization(SalesforceSettings settings) {
    this.settings = settings;
    this.schema = Schema.of(settings);
    this.apiSchema = schema;
    Users.seed(this);
    SetupRows.seed(this);
  }

  /**
   * Carries out work while nobody else does; when it fails its writes vanish. Inside another one it
   * is a savepoint.
   */
  public synchronized <T> T transact(Supplier<T> work) {
    return rows.atomically(work);
  }

  /** The settings now. */
  public synchronized SalesforceSettings settings() {
    return settings;
  }

  /** Changes the settings; rows stay. */
  public synchronized void change(SalesforceSettings others) {
    settings = others;
    rebuild();
    SetupRows.seed(this);
  }

  /** Adds a field, or replaces one. */
  public synchronized void declare(String sObject, Field field) {
    customize(known -> known.with(sObject, field));
  }

  /** Removes a field. */
  public synchronized void undeclare(String sObject, String field) {
    customize(known -> known.without(sObject, field));
  }

  /** Hides a field from the connected app's user. */
  public synchronized void hide(String sObject, String field) {
    permissions.add(known -> known.without(sObject, field));
    rebuild();
  }

  /** Lets the connected app's user only read a field. */
  public synchronized void readOnly(String sObject, String field) {
    permissions.add(known -> known.readOnly(sObject, field));
    rebuild();
  }

  private void customize(UnaryOperator<Schema> change) {
    customizations.add(change);
    rebuild();
  }

  private void rebuild() {
    schema = applied(Schema.of(settings), customizations);
    apiSchema = applied(schema, permissions);
  }

  private static Schema applied(Schema base, List<UnaryOperator<Schema>> changes) {
    Schema result = base;
    for (UnaryOperator<Schema> change : changes) {
      result = change.apply(result);
    }
    return result;
  }

  /** The sObjects as an administrator sees them. */
  public synchronized Schema schema() {
    return schema;
  }

  /** The sObjects as the connected app's user sees them. */
  public synchronized Schema apiSchema() {
    return apiSchema;
  }

  /** The rows; only inside {@link #transact}. */
  public Rows rows() {
    return rows;
  }

  /** Tells a listener of the changes from now on. */
  public void onChange(ChangeListener listener) {
    rows.onChange(listener);
  }

  /** Now, cut to seconds as the API shows it. */
  public synchronized Instant now() {
    return settings.clock().instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /** The rows, not deleted, whose field has a text; case does not matter. */
  public List<Row> withText(SObjectType type, String field, String text) {
    return rows.present(type.name()).stream()
        .filter(row -> row.text(field).equalsIgnoreCase(text))
        .toList();
  }

  /** A row that an id in some field points to, deleted or not. */
  public Optional<Row> pointedTo(String id) {
    String prefix = RecordId.parse(id).map(RecordId::keyPrefix).orElse("");
    return schema.types().stream()
        .filter(type -> type.keyPrefix().equals(prefix))
        .findFirst()
        .flatMap(type -> rows.find(type.name(), id));
  }

  /** Puts a row there without any rule. */
  void seed(String sObject, String id, Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("Id", id);
    all.put("CreatedDate", now());
    all.put("CreatedById", Users.INTEGRATION);
    all.put("LastModifiedDate", now());
    all.put("LastModifiedById", Users.INTEGRATION);
    all.put("SystemModstamp", now());
    transact(
        () -> {
          rows.putSilently(new Row(sObject, id, all));
          return id;
        });
  }
}

package dev.cosell.bridge.sandbox.dataverse;

import java.util.Collection;

/** The schema as an OData metadata document. */
final class Csdl {

  private static final String NAMESPACE = "Microsoft.Dynamics.CRM";

  private final Collection<Table> tables;
  private final StringBuilder xml = new StringBuilder();

  Csdl(Collection<Table> tables) {
    this.tables = tables;
  }

  String document() {
    xml.append(
        """
        <?xml version="1.0" encoding="utf-8"?>
        <edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
        <edmx:DataServices><Schema Namespace="%s" Alias="mscrm" xmlns="http://docs.oasis-open.org/odata/ns/edm">
        <EntityType Name="crmbaseentity" Abstract="true"/>
        """
            .formatted(NAMESPACE));
    tables.forEach(this::entityType);
    closing("WinOpportunity");
    closing("LoseOpportunity");
    container();
    xml.append("</Schema></edmx:DataServices></edmx:Edmx>\n");
    return xml.toString();
  }

  private void entityType(Table table) {
    line(
        "<EntityType Name=\"%s\" BaseType=\"mscrm.crmbaseentity\">".formatted(table.logicalName()));
    line("<Key><PropertyRef Name=\"%s\"/></Key>".formatted(table.idColumn()));
    table.columns().values().forEach(this::property);
    for (Column column : table.columns().values()) {
      column.targets().forEach(target -> navigation(column, target));
    }
    line("</EntityType>");
  }

  private void property(Column column) {
    String facet =
        switch (column.type()) {
          case MONEY, DECIMAL -> " Scale=\"Variable\"";
          case TEXT, MEMO -> " MaxLength=\"" + column.size() + "\"";
          default -> "";
        };
    line(
        "<Property Name=\"%s\" Type=\"%s\"%s/>"
            .formatted(column.property(), column.type().edm(), facet));
  }

  private void navigation(Column column, Column.Target target) {
    line(
        "<NavigationProperty Name=\"%s\" Type=\"mscrm.%s\" Nullable=\"true\"><ReferentialConstraint Property=\"%s\" ReferencedProperty=\"%s\"/></NavigationProperty>"
            .formatted(
                target.navigation(),
                target.table(),
                column.property(),
                named(target.table()).idColumn()));
  }

  private void closing(String action) {
    line("<Action Name=\"%s\">".formatted(action));
    line(
        "<Parameter Name=\"OpportunityClose\" Type=\"mscrm.opportunityclose\" Nullable=\"false\"/>");
    line("<Parameter Name=\"Status\" Type=\"Edm.Int32\" Nullable=\"false\"/></Action>");
  }

  private void container() {
    line("<EntityContainer Name=\"System\">");
    for (Table table : tables) {
      line(
          "<EntitySet Name=\"%s\" EntityType=\"mscrm.%s\">"
              .formatted(table.entitySet(), table.logicalName()));
      for (Column column : table.columns().values()) {
        column.targets().forEach(this::binding);
      }
      line("</EntitySet>");
    }
    line("<ActionImport Name=\"WinOpportunity\" Action=\"mscrm.WinOpportunity\"/>");
    line("<ActionImport Name=\"LoseOpportunity\" Action=\"mscrm.LoseOpportunity\"/>");
    line("</EntityContainer>");
  }

  private void binding(Column.Target target) {
    line(
        "<NavigationPropertyBinding Path=\"%s\" Target=\"%s\"/>"
            .formatted(target.navigation(), named(target.table()).entitySet()));
  }

  private Table named(String logicalName) {
    return tables.stream()
        .filter(table -> table.logicalName().equals(logicalName))
        .findFirst()
        .orElseThrow();
  }

  private void line(String element) {
    xml.append(element).append('\n');
  }
}

package dev.cosell.bridge.sandbox.dataverse;

import dev.cosell.bridge.sandbox.dataverse.Column.Target;
import dev.cosell.bridge.sandbox.dataverse.Column.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The tables of Dynamics 365 Sales, with the columns that the specification names.
 *
 * <p>Lengths that the specification does not give follow the publicly documented entity reference.
 */
final class SalesTables {

  private static final int MEMO = 2000;
  private static final int MILLIARD = 1_000_000_000;

  private SalesTables() {}

  static List<Table> tables(DataverseSettings settings) {
    List<Column> cosell = CosellColumns.columns(settings.helpChoices());
    return List.of(
        opportunity().with(cosell),
        lead().with(cosell),
        account(),
        contact(),
        currency(),
        opportunityClose(),
        user());
  }

  private static Table opportunity() {
    return table(
        "opportunities",
        "opportunity",
        "name",
        List.of(
            Column.text("name", 300).with(Trait.REQUIRED),
            Column.money("estimatedvalue"),
            Column.date("estimatedclosedate"),
            Column.bool("isrevenuesystemcalculated"),
            Column.money("actualvalue"),
            Column.date("actualclosedate"),
            Column.memo("description", MEMO),
            customer("customerid").with(Trait.REQUIRED),
            Column.lookup("parentaccountid", "account"),
            Column.lookup("parentcontactid", "contact"),
            Column.lookup("transactioncurrencyid", "transactioncurrency"),
            Column.integer("closeprobability", 0, 100),
            Column.choice("opportunityratingcode", Map.of(1, "Hot", 2, "Warm", 3, "Cold")),
            Column.choice(
                "salesstage", Map.of(0, "Qualify", 1, "Develop", 2, "Propose", 3, "Close")),
            Column.lookup("originatingleadid", "lead").with(Trait.CREATE_ONLY)));
  }

  private static Table lead() {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.text("subject", 300).with(Trait.REQUIRED),
                Column.text("firstname", 50),
                Column.text("lastname", 50),
                Column.text("fullname", 160).with(Trait.READ_ONLY),
                Column.text("companyname", 100),
                Column.text("emailaddress1", 100),
                Column.text("telephone1", 50),
                Column.memo("description", MEMO),
                Column.lookup("parentaccountid", "account"),
                Column.lookup("parentcontactid", "contact"),
                Column.lookup("qualifyingopportunityid", "opportunity").with(Trait.READ_ONLY),
                Column.lookup("transactioncurrencyid", "transactioncurrency"),
                Column.money("estimatedvalue"),
                Column.money("estimatedamount"),
                Column.date("estimatedclosedate")));
    columns.addAll(address());
    return table("leads", "lead", "fullname", columns);
  }

  private static Table account() {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.text("name", 160).with(Trait.REQUIRED),
                Column.text("telephone1", 50),
                Column.text("emailaddress1", 100),
                Column.text("websiteurl", 200),
                Column.integer("numberofemployees", 0, MILLIARD),
                Column.memo("description", MEMO),
                Column.lookup("parentaccountid", "account"),
                Column.lookup("primarycontactid", "contact"),
                Column.lookup("transactioncurrencyid", "transactioncurrency")));
    columns.addAll(address());
    return table("accounts", "account", "name", columns);
  }

  private static Table contact() {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.text("firstname", 50),
                Column.text("lastname", 50),
                Column.text("fullname", 160).with(Trait.READ_ONLY),
                Column.text("emailaddress1", 100),
                Column.text("telephone1", 50),
                Column.text("mobilephone", 50),
                Column.text("jobtitle", 100),
                Column.memo("description", MEMO),
                customer("parentcustomerid"),
                Column.lookup("transactioncurrencyid", "transactioncurrency")));
    columns.addAll(address());
    return table("contacts", "contact", "fullname", columns);
  }

  private static Table currency() {
    return table(
        "transactioncurrencies",
        "transactioncurrency",
        "currencyname",
        List.of(
            Column.text("isocurrencycode", 5).with(Trait.REQUIRED),
            Column.text("currencyname", 100),
            Column.text("currencysymbol", 13),
            Column.decimal("exchangerate", 10),
            Column.integer("currencyprecision", 0, 4)));
  }

  private static Table opportunityClose() {
    return Table.of(
        "opportunitycloses",
        "opportunityclose",
        "subject",
        List.of(
            Column.id("activityid"),
            Column.text("subject", 200),
            Column.memo("description", MEMO),
            Column.money("actualrevenue"),
            Column.instant("actualend"),
            Column.lookup("opportunityid", "opportunity"),
            Column.instant("createdon").with(Trait.READ_ONLY),
            Column.instant("modifiedon").with(Trait.READ_ONLY)));
  }

  private static Table user() {
    return Table.of("systemusers", "systemuser", "fullname", List.of(Column.id("systemuserid")))
        .with(Users.columns());
  }

  private static Table table(
      String entitySet, String logicalName, String nameColumn, List<Column> own) {
    List<Column> columns = new ArrayList<>(List.of(Column.id(logicalName + "id")));
    columns.addAll(own);
    columns.addAll(StateRules.columns(logicalName));
    if (!logicalName.equals("transactioncurrency")) {
      columns.add(Column.lookup("ownerid", "systemuser").with(Trait.REQUIRED));
      columns.add(Column.lookup("owninguser", "systemuser").with(Trait.READ_ONLY));
    }
    for (String moment : List.of("created", "modified")) {
      columns.add(Column.instant(moment + "on").with(Trait.READ_ONLY));
      columns.add(Column.lookup(moment + "by", "systemuser").with(Trait.READ_ONLY));
    }
    return Table.of(entitySet, logicalName, nameColumn, columns);
  }

  private static Column customer(String name) {
    return Column.lookup(
        name,
        List.of(
            new Target(name + "_account", "account"), new Target(name + "_contact", "contact")));
  }

  private static List<Column> address() {
    return List.of(
        Column.text("address1_line1", 250),
        Column.text("address1_line2", 250),
        Column.text("address1_line3", 250),
        Column.text("address1_city", 80),
        Column.text("address1_stateorprovince", 50),
        Column.text("address1_postalcode", 20),
        Column.text("address1_country", 80),
        Column.text("address1_telephone1", 50));
  }
}

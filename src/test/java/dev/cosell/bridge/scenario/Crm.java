package dev.cosell.bridge.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.Sandbox;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What sellers and administrators do in the CRM of a scenario, in words that every CRM has. The
 * scenarios know nothing else of it.
 *
 * <p>A form is a JSON object of these words; a word that a form does not have is refused:
 *
 * <ul>
 *   <li>of a deal, which is an opportunity: {@code name}, {@code dealValue}, {@code closingDate},
 *       {@code currency} (ISO code), {@code notes}, {@code probability} (Partner Center has no such
 *       field), {@code owner} (e-mail), {@code sync}, {@code visible}, {@code help} (assistance
 *       request code or null), {@code solutions} (array of ids), {@code referralId}, {@code
 *       account} and {@code contact}
 *   <li>of an account: {@code name}, {@code street}, {@code city}, {@code state}, {@code
 *       postalCode}, {@code country}; it is found by name and postal code, else created
 *   <li>of a contact: {@code firstName}, {@code lastName}, {@code email}, {@code phone}; it is
 *       found by e-mail, else created
 *   <li>of a lead: those of a deal but {@code account}, {@code contact} and {@code probability},
 *       and {@code companyName}, {@code street}, {@code city}, {@code state}, {@code postalCode},
 *       {@code country}, {@code contactFirstName}, {@code contactLastName}, {@code contactEmail},
 *       {@code contactPhone}
 * </ul>
 *
 * <p>What is read back has the same words, {@code solutions} as text (joined by comma and blank),
 * no owner, account or contact, and {@code id}, {@code stage}, {@code audit}, {@code referralLink},
 * {@code msxId}, {@code referralProgram}, {@code version} (as the CRM tells it) and {@code
 * modifiedAt}; amounts are numbers, yes and no are booleans, everything else is text, {@code
 * modifiedAt} in the ISO form that ends with Z. An account and a contact have an {@code id}, too, a
 * contact the {@code accountId} of its company. Words without a value are left out. The stage of a
 * deal is {@code on-hold}, {@code in-progress}, {@code won} or {@code lost}; that of a lead {@code
 * open}, or what {@link CrmTraits} says.
 */
interface Crm {

  /** The system property that chooses the CRM of the scenarios. */
  String PROPERTY = "cosell.test.crm";

  /** The tag of scenarios that have to run for each CRM. */
  String EVERY = "every-crm";

  /** The CRMs that the scenarios can run with, by their value of {@code cosell.crm}. */
  Map<String, Function<Sandbox, Crm>> KNOWN =
      Map.of("dynamics", DynamicsCrm::new, "salesforce", SalesforceCrm::new);

  /** The CRM of this test run: a value of {@code cosell.crm}. */
  static String chosen() {
    String name = System.getProperty(PROPERTY, "dynamics");
    if (!KNOWN.containsKey(name)) {
      throw new IllegalArgumentException(
          PROPERTY + " is '" + name + "'; there are scenarios for " + KNOWN.keySet());
    }
    return name;
  }

  /** The chosen CRM of a sandbox. */
  static Crm of(Sandbox sandbox) {
    return KNOWN.get(chosen()).apply(sandbox);
  }

  /** The value of {@code cosell.crm}. */
  String name();

  /** The settings with which a bridge of this CRM finds the sandbox. */
  Map<String, String> bridgeSettings();

  /** The settings with which a poll asks for pages of {@link CrmTraits#pollPageSize}. */
  Map<String, String> settingsOfSmallPages();

  /** In what the CRMs differ. */
  CrmTraits traits();

  /** What can go wrong with it. */
  CrmFaults faults();

  /** What it was asked for. */
  CrmRequests requests();

  /** A seller saves a new deal; its id. */
  String createDeal(ObjectNode form);

  /** A seller saves a new lead; its id. */
  String createLead(ObjectNode form);

  /** A seller edits a deal. */
  void edit(String deal, ObjectNode form);

  /** A seller wins a deal. */
  void win(String deal);

  /** A seller loses a deal. */
  void lose(String deal);

  /** A seller opens a closed deal again. */
  void reopen(String deal);

  /** A seller puts an open deal on hold. */
  void hold(String deal);

  /** A seller takes a deal off hold. */
  void resume(String deal);

  /** A seller lets a deal take part, or no longer. */
  void share(String deal, boolean on);

  /** A seller deletes a deal. */
  void delete(String deal);

  /** A seller qualifies a lead and makes no deal of it. */
  void qualify(String lead);

  /** A seller qualifies a lead and makes a deal of it; the deal's id. */
  String qualify(String lead, ObjectNode form);

  /** Deletes every deal and every lead. */
  void clear();

  /** A deal; fails when it is not there. */
  ObjectNode deal(String id);

  /** All deals. */
  List<ObjectNode> deals();

  /** The deals that bear this referral identifier. */
  List<ObjectNode> deals(String referralId);

  /** All leads. */
  List<ObjectNode> leads();

  /** The leads that bear this referral identifier. */
  List<ObjectNode> leads(String referralId);

  /** All accounts. */
  List<ObjectNode> accounts();

  /** The account of a deal; fails when it has none. */
  ObjectNode account(String deal);

  /** The contact of a deal; fails when it has none. */
  ObjectNode contact(String deal);

  /** An id as this CRM gives them, but of no record. */
  String unknownId();

  /** Does something later, by the CRM's clock. */
  void later(Duration ahead, Runnable work);

  /** Lets the clock of the CRM go wrong by this time, ahead of the bridge's when positive. */
  void shiftClock(Duration by);

  /**
   * Lets so much time pass that the next edit of a record gives it another version, and that the
   * one of a record as it is can be trusted. Where versions are exact, none.
   */
  void awaitNextVersion();

  /** Whether the bridge knows a deal as it is now, when it knows this version. */
  boolean isVersionOf(String known, String deal);

  /** Whether the CRM refuses a second record with the same referral identifier. */
  void keepReferralIdsUnique(boolean unique);

  /** Ends the bridge's session: every access token handed out so far is refused. */
  void expireSession();

  /** How often the bridge asked for an access token of this CRM. */
  long tokenRequests();

  /** The bean whose methods {@code poll} and {@code noticeRemoved} do what the timers do. */
  String pollBean();

  /** The route whose timer polls. */
  String pollRoute();

  /**
   * The full name of a setting that the adapter of each CRM has, for example {@code poll-overlap}.
   */
  String setting(String name);
}

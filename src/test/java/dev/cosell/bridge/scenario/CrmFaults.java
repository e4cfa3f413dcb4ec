package dev.cosell.bridge.scenario;

import dev.cosell.bridge.sandbox.http.Fault;
import java.time.Duration;

/** What can go wrong with the CRM. Each fault strikes once, unless it says how often. */
interface CrmFaults {

  /** A call that a fault can strike. */
  enum Call {
    CREATE_DEAL,
    CREATE_ACCOUNT,
    CREATE_CONTACT,
    FIND_ACCOUNT
  }

  /** The next write of a deal is refused: somebody else was faster. */
  void refuseNextWriteAsStale(String deal);

  /** The next write of a deal is carried out, but its connection is cut before the answer. */
  void loseAnswerOfNextWrite(String deal);

  /**
   * The next write of a deal is refused because the CRM is too busy.
   *
   * @return how long the bridge has to leave the CRM alone: what the answer says, or what the
   *     bridge's settings say where the answer cannot
   */
  Duration throttleNextWrite(String deal);

  /** The same for the next call of any kind. */
  Duration throttleNextCall();

  /**
   * The next call of this kind fails.
   *
   * @param status what answers it; 0 cuts the connection
   * @param carriedOut true: only the answer is lost
   */
  void failNext(Call call, int status, boolean carriedOut);

  /** The next creations of deals are carried out, but answered late, and then with a failure. */
  void failCreationsLate(int times, Duration delay);

  /** What any system that speaks HTTP can suffer from. */
  void strike(Fault fault);

  /** The next polls of one entity are refused, those of the other one are not. */
  void refusePolls(String entity, int times);

  /** Ends all faults. */
  void heal();
}

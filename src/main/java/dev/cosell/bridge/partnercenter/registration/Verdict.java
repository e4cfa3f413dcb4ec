package dev.cosell.bridge.partnercenter.registration;

import java.util.List;

/** What to do with the registration of the tenant. */
sealed interface Verdict {

  /** Nothing: it is as we want it. */
  record Right() implements Verdict {}

  /**
   * There is none: create it.
   *
   * @param wanted what to send
   */
  record Missing(NewRegistration wanted) implements Verdict {}

  /**
   * It is ours, or may be taken over, and differs.
   *
   * @param wanted what to send instead
   * @param differences in words
   */
  record Different(NewRegistration wanted, List<String> differences) implements Verdict {}

  /**
   * Partner Center notifies another system, which is not ours to change.
   *
   * @param url its address
   */
  record Foreign(String url) implements Verdict {}
}

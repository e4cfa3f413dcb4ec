package dev.cosell.bridge.sandbox.webhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * A certificate authority in the manner of Microsoft's: it issues the leaf that signs webhooks.
 *
 * <p>Only the leaf is ever delivered, so the trust anchors hold the intermediate too.
 */
public final class SigningAuthority {

  /** Common name and DNS name of the genuine leaf. */
  public static final String LEAF_NAME = "pcnotifications-dispatch.microsoft.com";

  /** The organisation that a genuine issuer names. */
  public static final String MICROSOFT = "Microsoft Corporation";

  private static final Duration YEAR = Duration.ofDays(365);

  // Making RSA keys takes longer than starting everything else.
  private static final class Shared {
    static final SigningAuthority AUTHORITY = create();
    static final SigningIdentity LEAF = AUTHORITY.leaf();
  }

  private final List<SigningIdentity> chain = new ArrayList<>();
  private final String organization;

  private SigningAuthority(String organization) {
    this.organization = organization;
    chain.add(root(organization));
  }

  /** An authority of Microsoft Corporation: a root that issues the leaf itself. */
  public static SigningAuthority create() {
    return ofOrganization(MICROSOFT);
  }

  /** The authority that all sandboxes of this JVM share. */
  public static SigningAuthority shared() {
    return Shared.AUTHORITY;
  }

  /** The leaf with which the sandboxes of this JVM sign. */
  public static SigningIdentity sharedLeaf() {
    return Shared.LEAF;
  }

  /** The same with an intermediate between root and leaf. */
  public static SigningAuthority withIntermediate() {
    SigningAuthority authority = create();
    CertificateForm form =
        new CertificateForm(name("Sandbox Issuing CA", MICROSOFT), List.of(), true, aYearFromNow());
    authority.chain.add(form.issuedBy(authority.issuer(), newKeys()));
    return authority;
  }

  /** An authority whose issuer names another organisation, for example one that is not allowed. */
  public static SigningAuthority ofOrganization(String organization) {
    return new SigningAuthority(organization);
  }

  /** The genuine leaf, valid for a year. */
  public SigningIdentity leaf() {
    return leafNamed(LEAF_NAME);
  }

  /** A leaf of this authority for another name. */
  public SigningIdentity leafNamed(String host) {
    return leaf(host, aYearFromNow());
  }

  /** A leaf that was valid until a day ago. */
  public SigningIdentity expiredLeaf() {
    return expiredLeafNamed(LEAF_NAME);
  }

  /** The same for another name. */
  public SigningIdentity expiredLeafNamed(String host) {
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));
    return leaf(host, new CertificateForm.Validity(yesterday.minus(YEAR), yesterday));
  }

  /** A leaf that becomes valid tomorrow. */
  public SigningIdentity futureLeaf() {
    Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
    return leaf(LEAF_NAME, new CertificateForm.Validity(tomorrow, tomorrow.plus(YEAR)));
  }

  /** A leaf that names its own subject as issuer and is signed by nobody else. */
  public static SigningIdentity selfSignedLeaf() {
    return form(LEAF_NAME, MICROSOFT, aYearFromNow()).selfSigned(newKeys());
  }

  /** PEM text of the root and, if there is one, the intermediate. */
  public String trustAnchors() {
    StringBuilder pem = new StringBuilder();
    chain.forEach(authority -> pem.append(authority.pem()));
    return pem.toString();
  }

  /** Writes {@link #trustAnchors} into a file and returns it. */
  public Path writeTrustAnchors(Path file) throws IOException {
    return Files.writeString(file, trustAnchors());
  }

  private SigningIdentity leaf(String host, CertificateForm.Validity validity) {
    return form(host, organization, validity).issuedBy(issuer(), newKeys());
  }

  private SigningIdentity issuer() {
    return chain.get(chain.size() - 1);
  }

  private static SigningIdentity root(String organization) {
    X500Name subject = name("Sandbox Root CA", organization);
    return new CertificateForm(subject, List.of(), true, aYearFromNow()).selfSigned(newKeys());
  }

  private static CertificateForm form(
      String host, String organization, CertificateForm.Validity validity) {
    return new CertificateForm(name(host, organization), List.of(host), false, validity);
  }

  private static X500Name name(String commonName, String organization) {
    return new X500Name("CN=" + commonName + ",O=" + organization + ",L=Redmond,C=US");
  }

  private static CertificateForm.Validity aYearFromNow() {
    Instant anHourAgo = Instant.now().minus(Duration.ofHours(1));
    return new CertificateForm.Validity(anHourAgo, anHourAgo.plus(YEAR));
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

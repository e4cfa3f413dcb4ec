/** Partner Center: what the routes need to read and patch referrals. */
@NullMarked
package dev.cosell.bridge.partnercenter;

import org.jspecify.annotations.NullMarked;

;; SipHash-2-4 (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012) with native 64-bit arithmetic.
;; `npm run wasm` writes siphash-wasm.ts from this file; a test compares them.
;; Memory: bytes 0-15 hold the key, bytes 16-23 the result (low word, high word), the message lies where the caller put it.
(module
  (memory (export "memory") 2)
  (func $hash (export "hash") (param $at i32) (param $length i32)
    (local $v0 i64) (local $v1 i64) (local $v2 i64) (local $v3 i64)
    (local $m i64) (local $end i32) (local $rounds i32) (local $shift i64) (local $phase i32)
    (local.set $v0 (i64.xor (i64.load (i32.const 0)) (i64.const 0x736f6d6570736575)))
    (local.set $v1 (i64.xor (i64.load (i32.const 8)) (i64.const 0x646f72616e646f6d)))
    (local.set $v2 (i64.xor (i64.load (i32.const 0)) (i64.const 0x6c7967656e657261)))
    (local.set $v3 (i64.xor (i64.load (i32.const 8)) (i64.const 0x7465646279746573)))
    ;; the offset behind the last whole block
    (local.set $end (i32.add (local.get $at) (i32.and (local.get $length) (i32.const -8))))
    (block $done
      (loop $next
        (local.set $rounds (i32.const 2))
        (if (i32.lt_u (local.get $at) (local.get $end))
          (then
            (local.set $m (i64.load (local.get $at)))
            (local.set $at (i32.add (local.get $at) (i32.const 8))))
          (else
            (local.set $phase (i32.add (local.get $phase) (i32.const 1)))
            (if (i32.eq (local.get $phase) (i32.const 1))
              (then
                ;; the last block: what is left of the message, and its length in the highest byte
                (local.set $m (i64.shl (i64.extend_i32_u (local.get $length)) (i64.const 56)))
                (local.set $end (i32.add (local.get $end) (i32.and (local.get $length) (i32.const 7))))
                (block $rest
                  (loop $byte
                    (br_if $rest (i32.ge_u (local.get $at) (local.get $end)))
                    (local.set $m (i64.or (local.get $m) (i64.shl (i64.load8_u (local.get $at)) (local.get $shift))))
                    (local.set $shift (i64.add (local.get $shift) (i64.const 8)))
                    (local.set $at (i32.add (local.get $at) (i32.const 1)))
                    (br $byte)))
                ;; nothing is read any more
                (local.set $end (i32.const 0)))
              (else
                (local.set $v2 (i64.xor (local.get $v2) (i64.const 0xff)))
                (local.set $m (i64.const 0))
                (local.set $rounds (i32.const 4))))))
        (local.set $v3 (i64.xor (local.get $v3) (local.get $m)))
        (loop $round
          (local.set $v0 (i64.add (local.get $v0) (local.get $v1)))
          (local.set $v1 (i64.xor (i64.rotl (local.get $v1) (i64.const 13)) (local.get $v0)))
          (local.set $v0 (i64.rotl (local.get $v0) (i64.const 32)))
          (local.set $v2 (i64.add (local.get $v2) (local.get $v3)))
          (local.set $v3 (i64.xor (i64.rotl (local.get $v3) (i64.const 16)) (local.get $v2)))
          (local.set $v0 (i64.add (local.get $v0) (local.get $v3)))
          (local.set $v3 (i64.xor (i64.rotl (local.get $v3) (i64.const 21)) (local.get $v0)))
          (local.set $v2 (i64.add (local.get $v2) (local.get $v1)))
          (local.set $v1 (i64.xor (i64.rotl (local.get $v1) (i64.const 17)) (local.get $v2)))
          (local.set $v2 (i64.rotl (local.get $v2) (i64.const 32)))
          (local.set $rounds (i32.sub (local.get $rounds) (i32.const 1)))
          (br_if $round (local.get $rounds)))
        (local.set $v0 (i64.xor (local.get $v0) (local.get $m)))
        (br_if $next (i32.lt_u (local.get $phase) (i32.const 2)))))
    (i64.store (i32.const 16)
      (i64.xor (i64.xor (local.get $v0) (local.get $v1)) (i64.xor (local.get $v2) (local.get $v3)))))
  ;; Hashes each word and the one after it: 8 bytes at $out for each but the last. Word i begins at the offset that is i-th at $starts
  ;; and ends one before the next one begins; behind the last word stands one offset more.
  (func (export "pairs") (param $starts i32) (param $words i32) (param $out i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $starts) (i32.shl (local.get $words) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (i32.add (local.get $starts) (i32.const 4)) (local.get $end)))
        (call $hash
          (i32.load (local.get $starts))
          (i32.sub
            (i32.sub (i32.load offset=8 (local.get $starts)) (i32.const 1))
            (i32.load (local.get $starts))))
        (i64.store (local.get $out) (i64.load (i32.const 16)))
        (local.set $starts (i32.add (local.get $starts) (i32.const 4)))
        (local.set $out (i32.add (local.get $out) (i32.const 8)))
        (br $next)))))

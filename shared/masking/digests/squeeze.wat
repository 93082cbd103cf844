;; ASCII text as WordText has it: lower case, words with one space between, without an e behind a, o or u. Sixteen bytes at a time.
;; `npm run wasm` writes squeeze-wasm.ts from this file; a test compares it with a plain one.
;; Memory, which is that of the hash: what goes from one piece of a text to the next is at byte 32: where its end is, how many words
;; begin in this piece, how many letters were left out, 1 behind a separator, 1 behind an a, o or u. The piece is from 64 on, at most 1,024
;; bytes; from 1088 on are 256 times 8 bytes: which of eight bytes stay, by the bits of those that do; from 3136 on, where each word begins.
(module
  (import "hash" "memory" (memory 1))

  ;; Appends the bytes among the first eight whose bits are set. Returns the new end; up to eight bytes behind it are overwritten.
  (func $keep (param $to i32) (param $bytes v128) (param $bits i32) (result i32)
    (v128.store64_lane 0 (local.get $to)
      (i8x16.swizzle (local.get $bytes) (v128.load64_zero offset=1088 (i32.shl (local.get $bits) (i32.const 3)))))
    (i32.add (local.get $to) (i32.popcnt (local.get $bits))))

  ;; Returns 0 where a byte is beyond ASCII.
  (func (export "squeeze") (param $length i32) (result i32)
    (local $at i32) (local $to i32) (local $words i32) (local $left i32) (local $gap i32) (local $vowel i32)
    (local $x v128) (local $lower v128) (local $plain v128)
    (local $valid i32) (local $letters i32) (local $gaps i32) (local $es i32) (local $dropped i32) (local $more i32) (local $vowels i32)
    (local $kept i32) (local $begins i32)
    (local.set $to (i32.load (i32.const 32)))
    (local.set $left (i32.load (i32.const 40)))
    (local.set $gap (i32.load (i32.const 44)))
    (local.set $vowel (i32.load (i32.const 48)))
    (block $end
      (br_if $end (i32.eqz (local.get $length)))
      (loop $next
        (local.set $x (v128.load offset=64 (local.get $at)))
        (local.set $valid (i32.const 0xffff))
        (if (i32.lt_u (i32.sub (local.get $length) (local.get $at)) (i32.const 16))
          (then
            (local.set $valid
              (i32.sub (i32.shl (i32.const 1) (i32.sub (local.get $length) (local.get $at))) (i32.const 1)))))
        (if (i32.and (i8x16.bitmask (local.get $x)) (local.get $valid)) (then (return (i32.const 0))))
        (local.set $lower (v128.or (local.get $x) (i8x16.splat (i32.const 0x20))))
        (local.set $plain
          (v128.or
            (i8x16.lt_u (i8x16.sub (local.get $lower) (i8x16.splat (i32.const 0x61))) (i8x16.splat (i32.const 26)))
            (i8x16.lt_u (i8x16.sub (local.get $x) (i8x16.splat (i32.const 0x30))) (i8x16.splat (i32.const 10)))))
        (local.set $lower (v128.bitselect (local.get $lower) (i8x16.splat (i32.const 0x20)) (local.get $plain)))
        (local.set $letters (i32.and (i8x16.bitmask (local.get $plain)) (local.get $valid)))
        (local.set $gaps (i32.xor (local.get $letters) (local.get $valid)))
        (local.set $es
          (i32.and (i8x16.bitmask (i8x16.eq (local.get $lower) (i8x16.splat (i32.const 0x65)))) (local.get $valid)))
        (local.set $vowels
          (i32.and (local.get $valid)
            (i8x16.bitmask
              (v128.or
                (i8x16.eq (local.get $lower) (i8x16.splat (i32.const 0x61)))
                (v128.or
                  (i8x16.eq (local.get $lower) (i8x16.splat (i32.const 0x6f)))
                  (i8x16.eq (local.get $lower) (i8x16.splat (i32.const 0x75))))))))
        ;; behind an e that was left out the next one is too
        (local.set $dropped
          (i32.and (local.get $es) (i32.or (i32.shl (local.get $vowels) (i32.const 1)) (local.get $vowel))))
        (loop $run
          (local.set $more
            (i32.and (local.get $es)
              (i32.and (i32.shl (local.get $dropped) (i32.const 1)) (i32.xor (local.get $dropped) (i32.const -1)))))
          (local.set $dropped (i32.or (local.get $dropped) (local.get $more)))
          (br_if $run (local.get $more)))
        (local.set $begins (i32.or (i32.shl (local.get $gaps) (i32.const 1)) (local.get $gap)))
        (local.set $kept
          (i32.or
            (i32.and (local.get $letters) (i32.xor (local.get $dropped) (i32.const -1)))
            (i32.and (local.get $gaps) (i32.xor (local.get $begins) (i32.const -1)))))
        (local.set $begins (i32.and (local.get $letters) (local.get $begins)))
        (local.set $left (i32.add (local.get $left) (i32.popcnt (local.get $dropped))))
        (local.set $gap (i32.and (i32.shr_u (local.get $gaps) (i32.const 15)) (i32.const 1)))
        (local.set $vowel
          (i32.and (i32.shr_u (i32.or (local.get $vowels) (local.get $dropped)) (i32.const 15)) (i32.const 1)))
        (block $listed
          (br_if $listed (i32.eqz (local.get $begins)))
          (loop $word
            (i32.store offset=3136 (i32.shl (local.get $words) (i32.const 2))
              (i32.add (local.get $to)
                (i32.popcnt
                  (i32.and (local.get $kept)
                    (i32.sub (i32.and (local.get $begins) (i32.sub (i32.const 0) (local.get $begins))) (i32.const 1))))))
            (local.set $words (i32.add (local.get $words) (i32.const 1)))
            (br_if $word
              (local.tee $begins (i32.and (local.get $begins) (i32.sub (local.get $begins) (i32.const 1)))))))
        (local.set $to (call $keep (local.get $to) (local.get $lower) (i32.and (local.get $kept) (i32.const 255))))
        (local.set $to
          (call $keep (local.get $to)
            (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $lower) (local.get $lower))
            (i32.shr_u (local.get $kept) (i32.const 8))))
        (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $length)))))
    (i32.store (i32.const 32) (local.get $to))
    (i32.store (i32.const 36) (local.get $words))
    (i32.store (i32.const 40) (local.get $left))
    (i32.store (i32.const 44) (local.get $gap))
    (i32.store (i32.const 48) (local.get $vowel))
    (i32.const 1)))

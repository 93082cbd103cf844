;; HMAC-SHA-256 (RFC 2104, FIPS 180-4) under one key. `npm run wasm` writes hmac-wasm.ts from this file; a test compares them.
;; Memory: bytes 0-255 hold the round constants, 256-511 the schedule, 512-543 the state after the inner padded key, 544-575 that
;; after the outer one, 576-607 the state at work and then the result, 640-703 the block of the outer hash; the message from 1024 on.
(module
  (memory (export "memory") 2)
  ;; the outer block's padding: after the inner digest a one bit, and the length of 96 bytes in bits
  (data (i32.const 672) "\80")
  (data (i32.const 702) "\03\00")

  (func $swap (param $x i32) (result i32)
    (i32.or
      (i32.and (i32.rotl (local.get $x) (i32.const 8)) (i32.const 0x00ff00ff))
      (i32.and (i32.rotr (local.get $x) (i32.const 8)) (i32.const 0xff00ff00))))

  (func $restore (param $state i32)
    (i64.store (i32.const 576) (i64.load (local.get $state)))
    (i64.store (i32.const 584) (i64.load offset=8 (local.get $state)))
    (i64.store (i32.const 592) (i64.load offset=16 (local.get $state)))
    (i64.store (i32.const 600) (i64.load offset=24 (local.get $state))))

  (func $compress (export "compress") (param $state i32) (param $block i32)
    (local $a i32) (local $b i32) (local $c i32) (local $d i32) (local $e i32) (local $f i32) (local $g i32) (local $h i32)
    (local $t i32) (local $x i32) (local $y i32)
    (loop $words
      (i32.store offset=256 (local.get $t) (call $swap (i32.load (i32.add (local.get $block) (local.get $t)))))
      (br_if $words (i32.lt_u (local.tee $t (i32.add (local.get $t) (i32.const 4))) (i32.const 64))))
    (loop $schedule
      (local.set $x (i32.load offset=196 (local.get $t)))
      (local.set $y (i32.load offset=248 (local.get $t)))
      (i32.store offset=256 (local.get $t)
        (i32.add
          (i32.add (i32.load offset=192 (local.get $t)) (i32.load offset=228 (local.get $t)))
          (i32.add
            (i32.xor (i32.xor (i32.rotr (local.get $x) (i32.const 7)) (i32.rotr (local.get $x) (i32.const 18))) (i32.shr_u (local.get $x) (i32.const 3)))
            (i32.xor (i32.xor (i32.rotr (local.get $y) (i32.const 17)) (i32.rotr (local.get $y) (i32.const 19))) (i32.shr_u (local.get $y) (i32.const 10))))))
      (br_if $schedule (i32.lt_u (local.tee $t (i32.add (local.get $t) (i32.const 4))) (i32.const 256))))
    (local.set $a (i32.load (local.get $state)))
    (local.set $b (i32.load offset=4 (local.get $state)))
    (local.set $c (i32.load offset=8 (local.get $state)))
    (local.set $d (i32.load offset=12 (local.get $state)))
    (local.set $e (i32.load offset=16 (local.get $state)))
    (local.set $f (i32.load offset=20 (local.get $state)))
    (local.set $g (i32.load offset=24 (local.get $state)))
    (local.set $h (i32.load offset=28 (local.get $state)))
    (local.set $t (i32.const 0))
    (loop $round
      (local.set $x
        (i32.add
          (i32.add
            (i32.add (local.get $h) (i32.xor (i32.xor (i32.rotr (local.get $e) (i32.const 6)) (i32.rotr (local.get $e) (i32.const 11))) (i32.rotr (local.get $e) (i32.const 25))))
            (i32.xor (local.get $g) (i32.and (local.get $e) (i32.xor (local.get $f) (local.get $g)))))
          (i32.add (i32.load (local.get $t)) (i32.load offset=256 (local.get $t)))))
      (local.set $y
        (i32.add
          (i32.xor (i32.xor (i32.rotr (local.get $a) (i32.const 2)) (i32.rotr (local.get $a) (i32.const 13))) (i32.rotr (local.get $a) (i32.const 22)))
          (i32.or (i32.and (local.get $a) (local.get $b)) (i32.and (local.get $c) (i32.or (local.get $a) (local.get $b))))))
      (local.set $h (local.get $g))
      (local.set $g (local.get $f))
      (local.set $f (local.get $e))
      (local.set $e (i32.add (local.get $d) (local.get $x)))
      (local.set $d (local.get $c))
      (local.set $c (local.get $b))
      (local.set $b (local.get $a))
      (local.set $a (i32.add (local.get $x) (local.get $y)))
      (br_if $round (i32.lt_u (local.tee $t (i32.add (local.get $t) (i32.const 4))) (i32.const 256))))
    (i32.store (local.get $state) (i32.add (local.get $a) (i32.load (local.get $state))))
    (i32.store offset=4 (local.get $state) (i32.add (local.get $b) (i32.load offset=4 (local.get $state))))
    (i32.store offset=8 (local.get $state) (i32.add (local.get $c) (i32.load offset=8 (local.get $state))))
    (i32.store offset=12 (local.get $state) (i32.add (local.get $d) (i32.load offset=12 (local.get $state))))
    (i32.store offset=16 (local.get $state) (i32.add (local.get $e) (i32.load offset=16 (local.get $state))))
    (i32.store offset=20 (local.get $state) (i32.add (local.get $f) (i32.load offset=20 (local.get $state))))
    (i32.store offset=24 (local.get $state) (i32.add (local.get $g) (i32.load offset=24 (local.get $state))))
    (i32.store offset=28 (local.get $state) (i32.add (local.get $h) (i32.load offset=28 (local.get $state)))))

  ;; Leaves the result in the state at work: eight words, the first one of most weight.
  (func (export "hmac") (param $length i32)
    (local $at i32) (local $end i32)
    ;; padding: a one bit, zeros, and the length in bits with that of the padded key
    (local.set $at (i32.add (i32.const 1024) (local.get $length)))
    (local.set $end (i32.add (i32.const 1024) (i32.and (i32.add (local.get $length) (i32.const 72)) (i32.const -64))))
    (memory.fill (local.get $at) (i32.const 0) (i32.sub (local.get $end) (local.get $at)))
    (i32.store8 (local.get $at) (i32.const 0x80))
    (local.set $length (i32.add (local.get $length) (i32.const 64)))
    (i32.store (i32.sub (local.get $end) (i32.const 8)) (call $swap (i32.shr_u (local.get $length) (i32.const 29))))
    (i32.store (i32.sub (local.get $end) (i32.const 4)) (call $swap (i32.shl (local.get $length) (i32.const 3))))
    (call $restore (i32.const 512))
    (local.set $at (i32.const 1024))
    (loop $block
      (call $compress (i32.const 576) (local.get $at))
      (br_if $block (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 64))) (local.get $end))))
    (local.set $at (i32.const 0))
    (loop $word
      (i32.store offset=640 (local.get $at) (call $swap (i32.load offset=576 (local.get $at))))
      (br_if $word (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 4))) (i32.const 32))))
    (call $restore (i32.const 544))
    (call $compress (i32.const 576) (i32.const 640))))
